#: precedence
echo $((1+2*3)) $(((1+2)*3)) $((2**3**2)) $((10-3-2)) $((7/2)) $((-7/2)) $((-7%3)) $((7%-3))
#: comparison and logic
echo $((1<2)) $((2<=1)) $((1==1)) $((1!=1)) $((1&&0)) $((1||0)) $((!5)) $((!0))
#: bits
echo $((5&3)) $((5|3)) $((5^3)) $((~5)) $((1<<4)) $((-16>>2)) $((1<<63)) $((1<<64))
#: bases
echo $((0x1F)) $((010)) $((2#101)) $((36#zz)) $((64#_)) $((16#fF)) $((0))
#: assignment
x=5; echo $((x+=2)) $((x*=3)) $((x-=1)) $((x/=4)) $((x%=3)) $((x<<=2)) $((x|=1)) $((x^=3)) $((x&=6)) $x
#: increments
x=5; echo $((x++)) $x $((++x)) $((x--)) $((--x)) $((- -x)) $((+x)) $((x+ +1))
#: ternary and comma
echo $((1?2:3)) $((0?2:3)) $((1,2,3)) $((1?0?4:5:6)) $((x=2,x*3)) $x
#: variables without a dollar
a=3 b=a; echo $((a+b)) $((b*2)) $((unset_one)) $((${a}+$b))
#: a variable with an expression
e='1+2'; echo $((e*2)) $(($e*2))
#: short circuits
x=0; echo $((0&&(x=1))) $x $((1||(x=2))) $x $((1?7:(x=3))) $x
#: overflow wraps
echo $((9223372036854775807+1)) $((9223372036854775807*2)) $((-9223372036854775808-1))
#: division by zero
echo $((1/0)); echo after
#: remainder by zero in a subshell
(echo $((5%0))); echo $?
#: division by a zero variable
z=0; (( 1/z )); echo $?
#: an expression that is wrong
(echo $((1+))); echo $?; (echo $((1 2))); echo $?; (echo $((*3))); echo $?
#: double parentheses
((1)); echo $?; ((0)); echo $?; x=3; ((x++)); echo $x; ((x>3)) && echo big
#: let
let x=5+3 y=x*2; echo $x $y; let 'z = x - 8'; echo $? $z; let
#: arrays in expressions
a=(1 2 3); i=1; echo $((a[1]+a[i])) $((a[i+1])) $((a[0]++)) ${a[0]} $((a[-1]))
#: assignments to elements
((a[2]=7, a[0]+=1)); echo "${a[@]}" "${!a[@]}"
#: integer variables
declare -i n; n=3+4; echo $n; n+=5; echo $n; n=abc; echo $n
#: a count loop
for ((i=0;i<5;i++)); do ((i==1)) && continue; ((i==4)) && break; echo -n "$i "; done; echo $i
#: a count loop without parts
i=0; for ((;;)); do ((++i>3)) && break; done; echo $i
#: numbers that don't fit a base
(echo $((08))); echo $?; (echo $((2#12))); echo $?
#: blanks and line ends
echo $(( 1 +
2 )) $((	3	))
#: empty expression
echo $(( )) $((""))
#: power
echo $((2**0)) $((2**62)) $((3**40)); (echo $((2**-1))); echo $?
#: parentheses of subshells
((echo a); (echo b)); echo $( (echo c) )
#: shifts by much
echo $((1<<65)) $((8>>66)) $((1<<-1))
#: quoted numbers
echo $(( "1" + "2" )) $((1 + "$((2))"))
#: negative powers of precedence
echo $((-2**2)) $((2*-3)) $((!1+1)) $((~0&7))
#: recursion of names
x=y; y=x; (echo $((x))); echo $?
#: an assignment to a number
(echo $((5=3))); echo $?
#: comparisons chain
echo $((1<2<3)) $((3>2>1)) $((1==1==1))
