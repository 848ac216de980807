#: lists
echo {a,b,c} x{a,b}y {a,b}{1,2} {a,{b,c}d}e
#: empty choices
echo a{,b} {,x} x{,}
#: numbers
echo {1..5} {5..1} {0..10..3} {-2..2} {10..1..-4} {01..10} {1..03}
#: letters
echo {a..e} {e..a..2} {A..C} {x..z}{1..2}
#: what is no sequence
echo {1..} {..2} {a..1} {1.5..2} {1...3} {aa..c}
#: quotes stop braces
echo "{a,b}" '{a,b}' {"a,b",c} {a\,b,c} \{a,b}
#: variables in braces
x=1 y=2; echo {$x,$y} {$x..$y} a{$x,b}c
#: open and lonely braces
echo {a {a,b a,b} {} {a}{b,c} a{b}c
#: nested lists
echo {{a,b},{c,d}} {a,{b,{c,d}}} {{a,b}
#: before a parameter
a=1; echo ${a}{x,y} {${a},z} ${a,b}
#: no braces in assignments
x={a,b}; echo $x; y={1..3}; echo "$y"
#: braces in a for
for i in {1..3} {x,y}; do echo -n "$i "; done; echo
#: braces with substitution
echo {$(echo a b),c} {`echo x`,y}
#: negative padding
echo {-05..05..5} {005..1..2}
