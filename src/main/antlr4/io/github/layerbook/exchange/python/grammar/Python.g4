// The part of Python 3 in which people write networks. Statements are parsed one logical line or
// block at a time: INDENT, DEDENT and the end of a line come from the class LogicalLines, and BROKEN
// stands for a line that could not be parsed.
grammar Python;

tokens {
  INDENT,
  DEDENT,
  BROKEN
}

file
  : statement* EOF
  ;

interactive
  : elements NEWLINE? EOF
  ;

statement
  : simple
  | compound
  ;

simple
  : small (';' small)* ';'? NEWLINE
  | ';' NEWLINE
  ;

small
  : ('pass' | 'break' | 'continue')                                 # Word
  | 'return' elements?                                            # Return
  | 'raise' (expression ('from' expression)?)?                    # Raise
  | 'assert' expression (',' expression)?                         # Assert
  | 'del' elements                                                # Delete
  | ('global' | 'nonlocal') NAME (',' NAME)*                      # Scoping
  | 'import' imported (',' imported)*                             # Import
  | 'from' ('.' | '...')* dotted? 'import'
      ('*' | '(' alias (',' alias)* ','? ')' | alias (',' alias)*)  # ImportFrom
  | yielding                                                      # Yield
  | BROKEN                                                        # Broken
  | elements (
      ':' expression ('=' right)?
      | augment right
      | ('=' right)*
    )                                                             # Assign
  ;

right
  : yielding
  | elements
  ;

yielding
  : 'yield' ('from' expression | elements)?
  ;

imported
  : dotted ('as' NAME)?
  ;

alias
  : NAME ('as' NAME)?
  ;

dotted
  : NAME ('.' NAME)*
  ;

augment
  : '+=' | '-=' | '*=' | '/=' | '//=' | '%=' | '@=' | '&=' | '|=' | '^=' | '<<=' | '>>=' | '**='
  ;

compound
  : 'if' named ':' block ('elif' named ':' block)* ('else' ':' block)?  # If
  | 'while' named ':' block ('else' ':' block)?                         # While
  | 'async'? 'for' targets 'in' elements ':' block ('else' ':' block)?  # For
  | 'try' ':' block handler* otherwise? ultimately?                     # Try
  | 'async'? 'with' context (',' context)* ':' block                    # With
  | decorator* 'async'? 'def' NAME '(' parameters? ')' ('->' expression)? ':' block  # Define
  | decorator* 'class' NAME ('(' arguments? ')')? ':' block             # Class
  ;

handler
  : 'except' '*'? (expression ('as' NAME)?)? ':' block
  ;

otherwise
  : 'else' ':' block
  ;

ultimately
  : 'finally' ':' block
  ;

context
  : expression ('as' target)?
  ;

decorator
  : '@' named NEWLINE
  ;

block
  : NEWLINE INDENT statement+ DEDENT
  | simple
  ;

parameters
  : parameter (',' parameter)* ','?
  ;

parameter
  : NAME (':' expression)? ('=' expression)?
  | stars='*' (NAME (':' expression)?)?
  | stars='**' NAME (':' expression)?
  | '/'
  ;

lambdaParameters
  : lambdaParameter (',' lambdaParameter)* ','?
  ;

lambdaParameter
  : NAME ('=' expression)?
  | stars='*' NAME?
  | stars='**' NAME
  ;

targets
  : target (',' target)* ','?
  ;

target
  : '*' target
  | '(' targets ')'
  | '[' targets ']'
  | NAME trailer*
  ;

trailer
  : '.' NAME
  | '[' subscript (',' subscript)* ','? ']'
  ;

elements
  : element (',' element)* ','?
  ;

element
  : '*' operation
  | named
  ;

named
  : NAME ':=' expression
  | expression
  ;

expression
  : operation ('if' operation 'else' expression)?
  | 'lambda' lambdaParameters? ':' expression
  ;

operation
  : atom                                                            # Atomic
  | operation '.' NAME                                              # Attribute
  | operation '(' arguments? ')'                                    # Call
  | operation '[' subscript (',' subscript)* ','? ']'               # Item
  | 'await' operation                                               # Await
  | <assoc = right> operation op='**' operation                     # Binary
  | op=('-' | '+' | '~') operation                                  # Unary
  | operation op=('*' | '/' | '//' | '%' | '@') operation           # Binary
  | operation op=('+' | '-') operation                              # Binary
  | operation op=('<<' | '>>') operation                            # Binary
  | operation op='&' operation                                      # Binary
  | operation op='^' operation                                      # Binary
  | operation op='|' operation                                      # Binary
  | operation comparator operation                                  # Compare
  | 'not' operation                                                 # Not
  | operation op='and' operation                                    # Logical
  | operation op='or' operation                                     # Logical
  ;

comparator
  : '<' | '>' | '==' | '>=' | '<=' | '!=' | 'in' | 'not' 'in' | 'is' 'not'?
  ;

atom
  : NAME                                                            # Name
  | NUMBER                                                          # Number
  | STRING+                                                         # Text
  | ('None' | 'True' | 'False' | '...')                             # Constant
  | '(' (yielding | element (comprehension+ | (',' element)* comma=','?))? ')'  # Parenthesis
  | '[' (element (comprehension+ | (',' element)* ','?))? ']'       # List
  | '{' (entry (comprehension+ | (',' entry)* ','?))? '}'           # Braces
  ;

entry
  : '**' operation
  | '*' operation
  | named (':' expression)?
  ;

comprehension
  : 'async'? 'for' targets 'in' operation ('if' condition)*
  ;

condition
  : NAME ':=' operation
  | operation
  | 'lambda' lambdaParameters? ':' condition
  ;

arguments
  : argument (',' argument)* ','?
  ;

argument
  : NAME '=' expression
  | stars=('*' | '**') expression
  | named comprehension*
  ;

subscript
  : element
  | expression? ':' expression? (':' expression?)?
  ;

STRING
  : PREFIX? (
      '"""' (~'\\' | ESCAPE)*? '"""'
      | '\'\'\'' (~'\\' | ESCAPE)*? '\'\'\''
      | '"' (~["\\\r\n] | ESCAPE)* '"'
      | '\'' (~['\\\r\n] | ESCAPE)* '\''
    )
  ;

fragment PREFIX
  : [rRbBuUfF] [rRbBfF]?
  ;

fragment ESCAPE
  : '\\' ('\r\n' | .)
  ;

NUMBER
  : '0' [xX] [0-9a-fA-F_]+
  | '0' [oO] [0-7_]+
  | '0' [bB] [01_]+
  | ([0-9] [0-9_]* ('.' [0-9_]*)? | '.' [0-9] [0-9_]*) ([eE] [+-]? [0-9]+)?
  ;

NAME
  : [\p{L}_] [\p{L}\p{M}\p{N}_]*
  ;

NEWLINE
  : '\r'? '\n'
  ;

SPACE
  : [ \t\f\u00A0\uFEFF]+ -> skip
  ;

JOINED
  : '\\' [ \t]* '\r'? '\n' -> skip
  ;

COMMENT
  : '#' ~[\r\n]* -> channel(HIDDEN)
  ;

// Written in quotation marks or with characters that Python does not have.
OTHER
  : .
  ;
