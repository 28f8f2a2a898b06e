; C, and what C++ shares with it. A @function, @definition or @scope is a node whose fields lead to its
; name; see query.h.

(comment) @comment

[
  "break" "case" "continue" "default" "do" "else" "enum" "for" "goto" "if" "return" "sizeof"
  "struct" "switch" "typedef" "union" "while" "offsetof" "_Generic" "_Alignas" "_Alignof" "alignas"
  "alignof" "asm" "__asm__" "__attribute__" "__declspec" "const" "constexpr" "volatile" "restrict"
  "__restrict__" "__extension__" "_Atomic" "_Noreturn" "noreturn" "extern" "static" "register"
  "inline" "__inline" "__inline__" "thread_local" "__thread" "__volatile__"
] @keyword

[(primitive_type) (sized_type_specifier) (type_identifier)] @type
((identifier) @type (#ends? @type "_t"))

[(string_literal) (char_literal) (system_lib_string)] @string

[(number_literal) (null) (true) (false)] @number
((preproc_arg) @number (#number? @number))

[
  "#define" "#elif" "#elifdef" "#elifndef" "#else" "#endif" "#if" "#ifdef" "#ifndef" "#include"
  "defined" (preproc_directive)
] @directive

(call_expression) @function @call
(function_declarator) @function
(preproc_function_def) @function @own

; Words that the grammar takes for names.
([(identifier) (type_identifier)] @keyword @own
  (#any-of? @keyword "static_assert" "_Static_assert" "_Thread_local" "_Noreturn" "_Alignof"
    "typeof" "typeof_unqual" "__typeof__" "__asm__" "asm"))

; What it no longer takes for types behind a word that it does not know.
((identifier) @type
  (#any-of? @type "int" "char" "long" "unsigned" "bool" "atomic_int" "atomic_long" "atomic_bool"
    "atomic_flag"))

(function_definition) @definition

; Variables that may be called.
(function_declarator declarator: (parenthesized_declarator (pointer_declarator) @own))
(parameter_declaration type: (type_identifier) declarator: (identifier) @own)
