; Lua 5.4

[(comment) (hash_bang_line)] @comment

[
  "and" "do" "else" "elseif" "end" "for" "function" "goto" "if" "in" "local" "not" "or" "repeat"
  "return" "then" "until" "while" (break_statement)
] @keyword
(attribute (identifier) @keyword)

(string) @string

[(number) (nil) (true) (false) (vararg_expression)] @number

(function_call) @function
(function_declaration) @function @definition

(assignment_statement
  (variable_list . name: (_) @function @name .)
  (expression_list . value: (function_definition) .)) @definition
(variable_declaration) @whole
