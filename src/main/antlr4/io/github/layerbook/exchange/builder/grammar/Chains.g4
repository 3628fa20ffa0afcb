// The part of Java in which people build networks: calls on names and on new objects, numbers, texts
// and arrays. A statement is cut out of the text, up to the value that it sets, before it is parsed;
// the bodies of functions and of anonymous classes are passed over.
grammar Chains;

statement
  : expression EOF
  ;

expression
  : '-' expression                                     # Negative
  | '(' name ')' value                                 # Cast
  | expression op=('*' | '/' | '%') expression         # Computed
  | expression op=('+' | '-') expression               # Computed
  | <assoc=right> expression '?' expression ':' expression  # Conditional
  | value                                              # Plain
  ;

value
  : (NAME | '(' inner* ')') '->' skipped*              # Function
  | '(' expression ')' suffix*                         # Bracket
  | '{' list? '}'                                      # Array
  | 'new' name generics? ('[' expression? ']')+ ('{' list? '}')?  # NewArray
  | 'new' name generics? ('(' list? ')')? (body | suffix)*  # New
  | ('true' | 'false')                                 # Truth
  | NUMBER                                             # Number
  | STRING                                             # Text
  | NAME arguments? suffix*                            # Named
  ;

suffix
  : '.' generics? NAME arguments?
  | '::' (NAME | 'new')
  | '[' expression ']'
  ;

arguments
  : '(' list? ')'
  ;

list
  : expression (',' expression)* ','?
  ;

name
  : NAME ('.' NAME)*
  ;

generics
  : '<' (generics | ~('<' | '>'))* '>'
  ;

body
  : '{' inner* '}'
  ;

skipped
  : '(' inner* ')'
  | '[' inner* ']'
  | '{' inner* '}'
  | ~('(' | ')' | '[' | ']' | '{' | '}' | ',')
  ;

inner
  : skipped
  | ','
  ;

NAME
  : [\p{L}_$] [\p{L}\p{N}_$]*
  ;

NUMBER
  : [0-9] [0-9_]* ('.' [0-9]*)? ([eE] [-+]? [0-9]+)? [fFdDlL]?
  | '.' [0-9]+ ([eE] [-+]? [0-9]+)? [fFdD]?
  ;

STRING
  : '"' (~["\\\n] | '\\' ~'\n')* '"'
  | '\'' (~['\\\n] | '\\' ~'\n')* '\''
  ;

SKIPPED
  : (
    [\p{White_Space}]+
    | '//' ~'\n'*
    | '/*' .*? ('*/' | EOF)
  ) -> skip
  ;

OTHER
  : .
  ;
