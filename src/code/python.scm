; Python 3

(comment) @comment

[
  "and" "as" "assert" "async" "await" "break" "case" "class" "continue" "def" "del" "elif" "else"
  "except" "except*" "finally" "for" "from" "global" "if" "import" "in" "is" "is not" "lambda"
  "match" "nonlocal" "not" "not in" "or" "pass" "raise" "return" "try" "while" "with" "yield"
] @keyword
(type_alias_statement "type" @keyword)

(string) @string
(interpolation) @plain
(format_specifier) @string

[(integer) (float) (none) (true) (false)] @number

(decorator) @directive
(call) @function
(function_definition) @function

(class_definition name: (identifier) @type)
(type (identifier) @type)
(type (binary_operator (identifier) @type))

(function_definition) @definition @scope
(class_definition) @scope
(decorated_definition) @whole
