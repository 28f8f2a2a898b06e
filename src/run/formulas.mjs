// Formulas as MathML. Reads questions from stdin, each ended by NUL: "d" (displayed) or "i" (in a line),
// then TeX. Writes an answer to each, in order, ended by NUL: "m" and one <math> element; or "e", the
// byte of the TeX where it is wrong (or nothing), ":" and what is wrong.
//
// KaTeX writes MathML 3; browsers know MathML Core, which has no columnalign, no menclose, and of
// mathvariant only "normal". So its tree is written out here, not by KaTeX: letters of an alphabet of
// their own become the Unicode characters of it, alignment and lines become classes (32-math.css), and
// what has no effect is left out. The TeX goes into alttext: that is half of what <semantics> costs, and
// tells programs that read or copy the page as much.
import { readFileSync } from "node:fs";
import katex from "./katex.mjs";

const MOST_EXPANSIONS = 1000;
const MOST_EM = 50; // what a \rule or a \kern may measure

// `command`: where in the TeX, when KaTeX does not tell.
const refusal = (message, command) => Object.assign(new Error(message), { command });

// Links, pictures, classes: whatever KaTeX asks about is more than a formula.
function distrust({ command }) {
  throw refusal(`${command} can't be used here`, command);
}

// What LaTeX would not take.
function insist(code, message, token) {
  throw new katex.ParseError(message, token);
}

// Of these, KaTeX's MathML forgets the size.
const SIZED = {
  "\\dfrac": "{\\displaystyle\\frac{#1}{#2}}",
  "\\cfrac": "{\\displaystyle\\frac{#1}{#2}}",
  "\\tfrac": "{\\textstyle\\frac{#1}{#2}}",
  "\\dbinom": "{\\displaystyle\\binom{#1}{#2}}",
  "\\tbinom": "{\\textstyle\\binom{#1}{#2}}",
};

function options(isDisplay) {
  return {
    displayMode: isDisplay,
    output: "mathml",
    throwOnError: true,
    strict: insist,
    trust: distrust,
    macros: { ...SIZED }, // a copy: \gdef adds to it
    maxExpand: MOST_EXPANSIONS,
    maxSize: MOST_EM,
  };
}

// --- alphabets: the code points of A, a and 0, and the letters that Unicode had before

const ALPHABETS = {
  bold: { A: 0x1d400, a: 0x1d41a, 0: 0x1d7ce, Α: 0x1d6a8, α: 0x1d6c2 },
  italic: { A: 0x1d434, a: 0x1d44e, Α: 0x1d6e2, α: 0x1d6fc, h: 0x210e },
  "bold-italic": { A: 0x1d468, a: 0x1d482, 0: 0x1d7ce, Α: 0x1d71c, α: 0x1d736 },
  script: {
    A: 0x1d49c, a: 0x1d4b6, B: 0x212c, E: 0x2130, F: 0x2131, H: 0x210b, I: 0x2110, L: 0x2112,
    M: 0x2133, R: 0x211b, e: 0x212f, g: 0x210a, o: 0x2134,
  },
  fraktur: { A: 0x1d504, a: 0x1d51e, C: 0x212d, H: 0x210c, I: 0x2111, R: 0x211c, Z: 0x2128 },
  "bold-fraktur": { A: 0x1d56c, a: 0x1d586 },
  "double-struck": {
    A: 0x1d538, a: 0x1d552, 0: 0x1d7d8, C: 0x2102, H: 0x210d, N: 0x2115, P: 0x2119, Q: 0x211a,
    R: 0x211d, Z: 0x2124,
  },
  "sans-serif": { A: 0x1d5a0, a: 0x1d5ba, 0: 0x1d7e2 },
  "bold-sans-serif": { A: 0x1d5d4, a: 0x1d5ee, 0: 0x1d7ec },
  "sans-serif-italic": { A: 0x1d608, a: 0x1d622 },
  "sans-serif-bold-italic": { A: 0x1d63c, a: 0x1d656 },
  monospace: { A: 0x1d670, a: 0x1d68a, 0: 0x1d7f6 },
};
const RANGES = [["A", "Z"], ["a", "z"], ["0", "9"], ["Α", "Ω"], ["α", "ω"]];

function inAlphabet(character, alphabet) {
  if (Object.hasOwn(alphabet, character)) return String.fromCodePoint(alphabet[character]);
  const range = RANGES.find(([first, last]) => character >= first && character <= last);
  if (!range || !Object.hasOwn(alphabet, range[0])) return character;
  const offset = character.codePointAt(0) - range[0].codePointAt(0);
  return String.fromCodePoint(alphabet[range[0]] + offset);
}

function spell(text, variant) {
  const alphabet = Object.hasOwn(ALPHABETS, variant ?? "") && ALPHABETS[variant];
  return alphabet ? Array.from(text, (c) => inAlphabet(c, alphabet)).join("") : text;
}

// --- the tree

const KEPT = new Set([
  "accent", "accentunder", "depth", "displaystyle", "form", "height", "largeop", "linethickness",
  "lspace", "mathbackground", "mathcolor", "mathsize", "maxsize", "minsize", "movablelimits",
  "rspace", "scriptlevel", "stretchy", "symmetric", "voffset", "width",
]);
const DRAWN = new Set([ // notations of <menclose>, by 32-math.css
  "bottom", "box", "downdiagonalstrike", "horizontalstrike", "left", "right", "top",
  "updiagonalstrike",
]);
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escape = (text) => String(text).replace(/[&<>"]/g, (c) => ESCAPES[c]);

function attribute(name, value) {
  return value === undefined || value === "" ? "" : ` ${name}="${escape(value)}"`;
}

// \mathrm{speed} comes as five letters.
function isWord({ type, children }) {
  const isUpright = (c) => c.type === "mi" && c.attributes.mathvariant === "normal" &&
    /^[A-Za-z]$/.test(contents(c));
  return type === "mrow" && children.length > 1 && children.every(isUpright);
}

const words = (text) => (text ?? "").split(" ").filter(Boolean);
const isText = (node) => typeof node.text === "string";
const contents = (node) => (node.children ?? []).map((c) => (isText(c) ? c.text : contents(c))).join("");

// One letter is italic unless it says that it is not; several are upright anyway.
function variant(node) {
  const asked = node.attributes.mathvariant;
  const isLetter = node.type === "mi" && Array.from(contents(node)).length === 1;
  return asked === "normal" && isLetter ? "normal" : "";
}

// No class of the page begins like these.
function classes(node, more = []) {
  const asked = node.type === "mtext" ? node.attributes.mathvariant : undefined;
  const all = [...more, asked !== "normal" ? asked : undefined].filter(Boolean).join(" ");
  return words(all).map((word) => "m-" + word).join(" ");
}

function startTag(node, more) {
  let tag = `<${node.type}${attribute("class", classes(node, more))}`;
  tag += attribute("mathvariant", variant(node));
  for (const [name, value] of Object.entries(node.attributes))
    if (KEPT.has(name)) tag += attribute(name, value);
  return tag + ">";
}

// What tells how column i of a table is set and which lines run beside it.
function cellClasses(table, row, column) {
  const { columnalign, columnlines, rowlines } = table.attributes;
  const line = (list, i, side) =>
    i >= 0 && list[i] && list[i] !== "none" ? `${side} ${list[i]}` : undefined;
  const align = words(columnalign)[column];
  return [
    align === "left" || align === "right" ? align : undefined,
    line(words(columnlines), column - 1, "after"),
    line(words(rowlines), row - 1, "below"),
  ];
}

function writeTable(table) {
  const isTight = words(table.attributes.columnspacing)[0] === "0em";
  const isTagged = table.attributes.width === "100%";
  const cells = table.children.flatMap((row) => row.children);
  const isDisplayed = cells.length > 0 && cells.every((cell) => styleOf(cell) === "true");
  const rows = table.children.map((row, r) => {
    const written = (cell, c) => writeCell(cell, isDisplayed, cellClasses(table, r, c));
    return `<mtr>${row.children.map(written).join("")}</mtr>`;
  });
  const kind = classes(table, [isTight && "tight", isTagged && "tagged"]);
  const style = attribute("displaystyle", isDisplayed ? "true" : "");
  return `<mtable${attribute("class", kind)}${style}>${rows.join("")}</mtable>`;
}

// What is no element: a fragment of several, or a space.
function writeOther(node) {
  return node.children ? writeChildren(node) : writeSpace(node);
}

function writeSpace(space) {
  if (space.character) return `<mtext>${space.character}</mtext>`;
  return `<mspace width="${space.width}em"></mspace>`;
}

// \log ends in an invisible operator, "apply", to which browsers give no space.
const APPLY = "\u2061";
const SCRIPTED = /^(msub|msup|msubsup|munder|mover|munderover)$/;

function isFunction(node) {
  if (isText(node) || !node.children) return false;
  if (SCRIPTED.test(node.type)) return isFunction(node.children[0]);
  const last = node.children.at(-1);
  return last?.type === "mo" && contents(last) === APPLY;
}

function leafAt(end, node) {
  const next = node.children?.at(end);
  return next && !isText(next) ? leafAt(end, next) : node;
}

// As in TeX: n \log n, but \log(n) and =\log n.
function gapBetween(node, next) {
  if (!next || (!isFunction(node) && !isFunction(next))) return "";
  const before = leafAt(-1, node);
  const isApart = isFunction(node)
    ? leafAt(0, next).type !== "mo"
    : before.type !== "mo" || ")]".includes(contents(before));
  return isApart ? '<mspace width="0.167em"></mspace>' : "";
}

// These take several children as one row.
const ROWS = new Set(["math", "menclose", "mpadded", "mphantom", "msqrt", "mstyle", "mtd"]);
const isRow = ({ type }) => type === undefined || type === "mrow" || ROWS.has(type);

function writeChildren(node) {
  const [only, ...others] = node.children;
  if (ROWS.has(node.type) && only?.type === "mrow" && others.length === 0 && !isWord(only))
    return writeChildren(only);
  const isMath = node.type === "mi" || node.type === "mn" || node.type === "mo";
  const alphabet = isMath ? node.attributes.mathvariant : undefined;
  const written = (child, i) =>
    isText(child)
      ? escape(spell(child.text, alphabet))
      : write(child) + (isRow(node) ? gapBetween(child, node.children[i + 1]) : "");
  return node.children.map(written).join("");
}

// What styles all of its one child, and nothing else: "true" for as in a displayed formula.
function styleOf(node) {
  const [only, ...others] = node.children;
  const { type, attributes = {} } = only ?? {};
  const isStyle = type === "mstyle" && attributes.scriptlevel === "0";
  return isStyle && others.length === 0 ? attributes.displaystyle : undefined;
}

// Cells are not displayed unless their table is.
function writeCell(cell, isDisplayed, more) {
  const inner = styleOf(cell) === String(isDisplayed) ? cell.children[0] : cell;
  return `${startTag(cell, more)}${writeChildren(inner)}</mtd>`;
}

function check({ type, attributes }) {
  if (type === "mspace" && Object.keys(attributes).length === 0)
    throw refusal("\\\\ ends no line here (write \\begin{aligned} … \\end{aligned})", "\\\\");
  const notation = type === "menclose" && words(attributes.notation).find((w) => !DRAWN.has(w));
  if (notation) throw refusal(`browsers can't show this (${notation})`);
}

// \xcancel: one stroke in another.
function writeEnclosed(node) {
  const [first, second] = words(node.attributes.notation).filter((w) => w.endsWith("strike"));
  const open = (notation) => `<menclose${attribute("class", classes({ type: "mrow" }, [notation]))}>`;
  if (!second) return open(node.attributes.notation) + writeChildren(node) + "</menclose>";
  return `${open(first)}${open(second)}${writeChildren(node)}</menclose></menclose>`;
}

function write(node) {
  if (node.type === undefined) return writeOther(node);
  check(node);
  if (node.type === "mstyle" && styleOf(node)) return write(node.children[0]);
  if (node.type === "mtable") return writeTable(node);
  if (node.type === "menclose") return writeEnclosed(node);
  if (isWord(node)) return `<mi>${escape(contents(node))}</mi>`;
  if (node.type === "mrow" && node.children.length === 1 && !isText(node.children[0]))
    return write(node.children[0]);
  return `${startTag(node)}${writeChildren(node)}</${node.type}>`;
}

function mathOf(tex, isDisplay) {
  const [math] = katex.__renderToDomTree(tex, options(isDisplay)).children;
  const [row] = math.children[0].children; // of <semantics>
  const display = attribute("display", isDisplay ? "block" : "");
  const inner = row.type === "mrow" ? writeChildren(row) : write(row);
  return `<math${display}${attribute("alttext", tex)}>${inner}</math>`;
}

// --- questions and answers

function positionOf(error, tex) {
  const at = error.command ? tex.indexOf(error.command) : error.position;
  return Number.isInteger(at) && at >= 0 ? Buffer.byteLength(tex.slice(0, at)) : "";
}

function answer(question) {
  const tex = question.slice(1);
  try {
    return "m" + mathOf(tex, question[0] === "d");
  } catch (error) {
    return `e${positionOf(error, tex)}:${error.rawMessage ?? error.message}`;
  }
}

// One at a time: when one formula keeps KaTeX busy for ever, it is known which.
const questions = readFileSync(0, "utf8").split("\0").slice(0, -1);
for (const question of questions) process.stdout.write(answer(question) + "\0");
