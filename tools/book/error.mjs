/* What the one who asked for a book must do something about; anything else is a fault of ours. */
export class BookError extends Error {}
