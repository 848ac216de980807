#: single quotation marks keep everything
echo 'a $b `c` \d "e"  f'
#: double quotation marks expand variables and keep blanks
b='x  y'; echo "a $b \$b \\ \" \q"
#: bare backslashes
echo a\ b \$HOME \\ \a \'
#: quotes inside a word join
echo a'b'"c"\d$'e'
#: dollar quotes have C escapes
printf '%s|' $'a\tb' $'\x41' $'\101' $'é' $'\'' $'\e[0m' $'a\\b' $'\cA'; printf '%q\n' $'a\tb\e\cA\x01'
#: dollar double quotes are plain double quotes
x=1; echo $"a $x"
#: empty quotes are words
set -- '' "" a; echo $#; printf '<%s>' '' "" a; echo
#: an empty variable without quotes is no word
e=; set -- $e "$e" ${e:-}; echo $#
#: a line end in quotes
echo 'a
b' "c
d"
#: a backslash at a line end joins lines
echo a\
b "c\
d" 'e\
f'
#: a hash is a comment only at the start of a word
echo a#b #c
# d
echo 'x' # y'z
#: quotation marks in a comment
true # it's "open
echo ok
#: backquotes
x=1; echo `echo $x` "`echo "$x  y"`" `echo \`echo in\``
#: a dollar at the end of a word
echo $ a$ "$" "$ x" $'a'$ "a$"
#: exclamation marks are plain in scripts
echo "hi!" !x a!b
#: nested quotes in substitution
x='p  q'; echo "$(echo "$x" "$(echo "$x")")"
#: tilde
HOME=/h; echo ~ ~/a "~" '~' a~ x=~ ~+x
#: tilde in assignments
HOME=/h; x=~/a:~/b; echo $x; y="~"; echo $y; export z=~/c; echo $z
#: reserved words as arguments
echo if then else fi for do done { } case esac in '!' [[ ]]
#: operators in quotes
echo 'a;b' "a|b" a\&b 'a>b' "(c)"
#: braces as plain characters
echo { } {} {a} a{b a}b {a,b \{a,b} "{a,b}" {a,'b c'}
#: unicode
x='žluťoučký kůň'; echo "${#x} ${x:2:3} ${x^^} ${x/ů/u}"
#: tabs stay in quotes
printf '%q' 'a	b'
#: variable names end at other characters
a=1 a_b=2; echo $a.b $a_b ${a}_b $a-b "$a"b $a/b
#: unknown escapes in double quotes
echo "\a\n\$\`\"\\"
#: quotes within a parameter word
unset u; echo "${u:-a 'b' "c d"}" ${u:-'x  y'} "${u:-\}}" ${u:-a\ b}
