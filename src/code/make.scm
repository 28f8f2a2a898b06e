; Makefiles

(comment) @comment

[
  "define" "endef" "else" "endif" "export" "ifdef" "ifeq" "ifndef" "ifneq" "override" "private"
  "undefine" "unexport" "vpath" "include" "-include" "sinclude"
] @keyword

(targets) @directive

(variable_reference) @variable
(automatic_variable) @variable
(variable_assignment name: (word) @variable)

(function_call function: _ @function)
(shell_function "shell" @function)
