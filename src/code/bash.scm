; The shell, and bash

(comment) @comment

[
  "case" "do" "done" "elif" "else" "esac" "fi" "for" "function" "if" "in" "select" "then" "until"
  "while" "declare" "export" "local" "readonly" "typeset" "unset"
] @keyword

[
  (string) (raw_string) (ansi_c_string) (translated_string) (heredoc_start) (heredoc_body)
  (heredoc_end)
] @string
(command_substitution) @plain

[(number) (file_descriptor)] @number

(command_name (word) @function)
(command_name (word) @keyword
  (#any-of? @keyword "." "break" "continue" "eval" "exec" "exit" "return" "set" "shift" "source"
    "trap" "wait"))

[(variable_name) (special_variable_name) (simple_expansion)] @variable
(expansion ["${" "}"] @variable)

(function_definition) @function @definition
