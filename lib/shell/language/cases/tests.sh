#: strings
[[ a == a ]] && echo 1; [[ a != b ]] && echo 2; [[ a < b ]] && echo 3; [[ b > a ]] && echo 4; [[ -z '' ]] && echo 5; [[ -n x ]] && echo 6; [[ x ]] && echo 7; [[ '' ]] || echo 8
#: patterns
x=foobar; [[ $x == foo* ]] && echo 1; [[ $x == 'foo*' ]] || echo 2; [[ $x == *[ao]?r ]] && echo 3; p='f*'; [[ $x == $p ]] && echo 4; [[ $x == "$p" ]] || echo 5
#: regular expressions
[[ abc123 =~ ^([a-z]+)([0-9]+)$ ]] && echo "${BASH_REMATCH[@]}"; [[ abc =~ b ]]; echo $? ${BASH_REMATCH[0]}; [[ abc =~ x ]]; echo $? ${#BASH_REMATCH[@]}
#: regular expressions from variables and in quotes
r='^a.c$'; [[ abc =~ $r ]] && echo 1; [[ abc =~ "$r" ]] || echo 2; [[ 'a.c' =~ a"."c ]] && echo 3; [[ abc =~ a"."c ]] || echo 4
#: regular expressions with blanks and bars
[[ 'a b' =~ a\ b ]] && echo 1; [[ b =~ ^(a|b)$ ]] && echo 2; r='a b'; [[ 'xa bx' =~ $r ]] && echo 3; [[ ab =~ (a)(b)? ]] && echo ${#BASH_REMATCH[@]}
#: posix classes and repetition
[[ 192.168.0.1 =~ ^([0-9]{1,3}\.){3}[0-9]{1,3}$ ]] && echo ip; [[ 'ab ' =~ [[:space:]]$ ]] && echo space; [[ x1 =~ ^[[:alpha:]_][[:alnum:]_]*$ ]] && echo name
#: numbers
[[ 3 -gt 2 ]] && echo 1; [[ 2+2 -eq 4 ]] && echo 2; x=5; [[ x -ge 5 ]] && echo 3; [[ 010 -eq 8 ]] && echo 4; [[ -1 -lt 0 ]] && echo 5
#: logic and grouping
[[ a == a && ( b == c || d == d ) ]] && echo 1; [[ ! a == b ]] && echo 2; [[ ! ( a == a ) ]] || echo 3; [[ a == b || a == a && c == c ]] && echo 4
#: no splitting
x='a b'; [[ $x == 'a b' ]] && echo 1; unset u; [[ -z $u ]] && echo 2; [[ $u == '' ]] && echo 3
#: files
>f; echo x >g; mkdir d; for t in e f d s r w; do for p in f g d none; do [ -$t $p ] && echo -n "$t:$p "; done; done; echo; [[ -s g && ! -s f && -d d ]] && echo yes
#: newer files
>f; [[ f -nt none ]] && echo 1; [[ none -ot f ]] && echo 2; [[ f -ef ./f ]] && echo 3; [[ f -nt f ]] || echo 4
#: variables that are set
x=; a=(1); [[ -v x ]] && echo 1; [[ -v nope ]] || echo 2; [[ -v a[0] ]] && echo 3; [[ -v a[3] ]] || echo 4
#: several lines
[[ a == a &&
 b == b ]] && echo yes
#: test and brackets
test a = a && echo 1; [ a = b ] || echo 2; [ -z "" ] && echo 3; [ 3 -lt 10 ] && echo 4; [ "a" ] && echo 5; [ ! "" ] && echo 6; test; echo $?
#: test with and, or and parentheses
[ a = a -a b = b ] && echo 1; [ a = b -o b = b ] && echo 2; [ \( a = a \) ] && echo 3; [ ! a = b ] && echo 4; [ ! \( a = b \) ] && echo 5
#: test mistakes
[ a -eq 1 ]; echo $?; [ 1 -foo 2 ]; echo $?; [ a b ]; echo $?; [ a = ; echo $?; [ 1 2 3 4 ]; echo $?
#: an unset operand
unset u; [ $u = a ]; echo $?; [ -n $u ]; echo $?; [ -n "$u" ]; echo $?
#: strings that look like operators
[ -n = -n ] && echo 1; [ ! = x ]; echo $?; [ '(' = '(' ] && echo 2; x=-f; [ "$x" = -f ] && echo 3; [ -f ] && echo 4
#: order of strings
[ a \< b ] && echo 1; [ b \> a ] && echo 2; [[ 10 < 9 ]] && echo 3
#: statuses
[[ a == b ]]; echo $?; [[ 1 -eq x+ ]]; echo $?
#: options
set -o noglob; [[ -o noglob ]] && echo 1; set +o noglob; [[ -o noglob ]] || echo 2
#: nocasematch
shopt -s nocasematch; [[ ABC == a* ]] && echo 1; case FOO in foo) echo 2;; esac; [[ Foo =~ ^f ]] && echo 3
