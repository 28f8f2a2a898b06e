; C++: what it adds to c.scm.

[
  "catch" "class" "co_await" "co_return" "co_yield" "concept" "consteval" "constinit" "decltype"
  "delete" "explicit" "final" "friend" "mutable" "namespace" "new" "noexcept" "operator" "override"
  "private" "protected" "public" "requires" "static_assert" "template" "throw" "try" "typename"
  "using" "virtual" "and" "and_eq" "bitand" "bitor" "compl" "not" "not_eq" "or" "or_eq" "xor"
  "xor_eq" (this)
] @keyword

(auto) @type
(raw_string_literal) @string
(literal_suffix) @number
(concept_definition name: (identifier) @type)
(template_function) @function

; Words that the grammar takes for names.
((identifier) @keyword @own
  (#any-of? @keyword "static_cast" "dynamic_cast" "const_cast" "reinterpret_cast"))

[(class_specifier) (struct_specifier) (union_specifier) (namespace_definition)] @scope
(template_declaration) @whole

; A lambda with a name is called as a function is.
(init_declarator declarator: (identifier) @own value: (lambda_expression))

; In a function `lock_guard lock(mutex)` is a variable, though it could declare a function too.
(compound_statement
  (declaration declarator:
    (function_declarator
      declarator: (identifier) @plain
      parameters: (parameter_list
        (parameter_declaration type: (type_identifier) @plain !declarator)))))
