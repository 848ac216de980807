#: output
echo a >f; cat f; echo b >>f; cat f; echo c >f; cat f; >f; cat f
#: errors
{ echo out; echo err >&2; } 2>e; echo --; cat e
#: both
{ echo out; echo err >&2; } >f 2>&1; cat f; { echo o; echo e >&2; } &>g; cat g; { echo o2; echo e2 >&2; } &>>g; cat g
#: order of redirections
{ echo out; echo err >&2; } 2>&1 >f | sed 's/^/piped /'; cat f
#: swap
{ echo out; echo err >&2; } 3>&1 1>&2 2>&3 | sed 's/^/was /'
#: input
printf 'a\nb\n' >f; cat <f; read x <f; echo $x; while read l; do echo "<$l>"; done <f
#: input of a group
printf '1\n2\n3\n' >f; { read a; read b; echo $a$b; cat; } <f
#: missing files
cat <none; echo $?; echo x >none/f; echo $?; mkdir d; echo x >d; echo $?
#: a failed redirection runs nothing
echo no <none; { echo no; } <none; echo $?; for i in 1; do echo no; done <none; echo $?
#: noclobber
>f; set -C; echo a >f; echo $?; echo b >|f; cat f; echo c >>f; cat f
#: descriptors
exec 3>f 4>&3; echo a >&3; echo b >&4; exec 3>&- 4>&-; cat f; echo x >&3; echo $?
#: closed descriptors
echo a >&-; echo $?; printf b >&-; echo $?; { echo c; } >&-; echo $?
#: read and write
echo abc >f; read x <>f; echo $x
#: ambiguous
x='a b'; echo hi >$x; echo $?; unset u; echo hi >$u; echo $?
#: here-document
x=1; cat <<E
a $x $(echo sub) $((1+1)) \$x "q" 'q' \\
  b
E
#: quoted here-document
x=1; cat <<'E'
a $x $(echo) \$ \\
E
cat <<"E"
$x
E
cat <<\E
$x
E
#: here-document without tabs
cat <<-E
	a
		b
	E
echo end
#: several here-documents
cat <<A; cat <<B
a
A
b
B
#: here-document in a pipe and a loop
cat <<E | tr a-z A-Z
abc
E
while read x; do echo "<$x>"; done <<E
1
2
E
#: here-document in a function and a substitution
f() { cat <<E
in $1
E
}; f x; y=$(cat <<E
sub
E
); echo $y
#: here-document with line joins
cat <<E
a\
b
E
#: empty here-document
cat <<E
E
echo $?
#: here-strings
x='a  b'; cat <<<$x; cat <<<"$x c"; read a b <<<"1 2 3"; echo $a-$b; cat <<<'$x'; cat <<<''
#: here-document on another descriptor
cat <&3 3<<E
three
E
#: a here-document for a compound command
{ read a; read b; } <<E
1
2
E
echo $a $b
#: pipes
echo abc | tr a-z A-Z | rev; printf 'b\na\n' | sort | head -n 1; echo x | cat | cat | cat
#: pipes run in subshells
x=1; echo 2 | read x; echo $x; echo a | { read y; echo $y; }; echo "[$y]"
#: pipe with errors
{ echo o; echo e >&2; } |& sort
#: broken pipe
yes | head -n 2; yes | head -n 1 >/dev/null; echo "${PIPESTATUS[1]}"
#: a loop in a pipe
for i in 3 1 2; do echo $i; done | sort | while read x; do echo -n "$x "; done; echo
#: dev null
echo a >/dev/null; cat </dev/null; echo $?; ls none 2>/dev/null; echo e >/dev/stderr 2>/dev/null
#: standard streams by name
(echo a >/dev/stdout) | cat; echo b | cat /dev/stdin
#: redirections before the command
>f echo a; cat <f; 2>/dev/null ls none; echo $?
#: redirections without a command
>f; [ -f f ] && echo made; <none; echo $?
#: redirection of a function
f() { echo out; echo err >&2; }; f >a 2>b; cat a b; g() { echo g; } >c; g; cat c
#: a descriptor moves
exec 3>f; echo a 1>&3-; cat f
#: number or word
echo 2>f; echo a2>f; cat f; echo a 2 >f; cat f
#: tee
echo a | tee f | cat; cat f
#: a here-document delimiter with quotes inside
cat <<'a b'
x
a b
#: variable names for descriptors are words
echo a {x} >f; cat f
