#: blanks divide
x='  a   b	c
d '; set -- $x; echo $#; printf '<%s>' "$@"; echo
#: no split in quotes
x='a b'; set -- "$x"; echo $#
#: separators that are no blanks
IFS=:; x=a:b::c:; set -- $x; echo $#; printf '<%s>' "$@"; echo
#: separators first
IFS=:; x=::a; set -- $x; echo $#; printf '<%s>' "$@"; echo
#: blanks around separators
IFS=': '; x='a : b:  :c : '; set -- $x; echo $#; printf '<%s>' "$@"; echo
#: no separators
IFS=; x='a b'; set -- $x; echo $#
#: parts of one word
x='b c'; set -- a$x"d e"$x; echo $#; printf '<%s>' "$@"; echo
#: text of the script is never divided
IFS=,; set -- a,b; echo $#; x=a,b; set -- $x; echo $#
#: results of substitutions are divided
set -- $(echo 'a  b'; echo c) "$(echo 'a  b')"; echo $#
#: arithmetic is divided too
IFS=0; set -- $((101)); echo $#; printf '<%s>' "$@"; echo
#: an assignment is not divided
x='a  b'; y=$x; echo "$y"; z=$(echo 'c  d'); echo "$z"
#: a case word and a test are not divided
x='a  b'; case $x in 'a  b') echo yes;; esac; [[ $x == 'a  b' ]] && echo yes
#: redirection targets
x='f g'; echo hi >"$x"; ls; cat "f g"; echo a >$x; echo $?
#: empty fields around quotes
e=; set -- $e""$e; echo $#; set -- $e''; echo $#; set -- "$e"$e; echo $#; set -- $e$e; echo $#
#: at-sign without quotes
set -- 'a b' '' c; set -- $@; echo $#; set -- 'a b' '' c; set -- $*; echo $#
#: split then glob
>ab; >ac; x='a* b'; echo $x "$x"
#: separator with a quoted neighbour
IFS=:; x=a:; set -- $x"b"; echo $#; printf '<%s>' "$@"; echo; x=:a; set -- "b"$x; echo $#; printf '<%s>' "$@"; echo
#: blank with a quoted neighbour
x='a '; set -- $x"b"; echo $#; x=' a'; set -- "b"$x; echo $#; x=' '; set -- a"$x"b a${x}b; echo $#
#: split of array elements
a=('x y' z); set -- ${a[@]}; echo $#; set -- "${a[@]}"; echo $#; set -- "${a[*]}"; echo $#
#: a line end as the only separator
IFS=$'\n'; x=$'a b\nc d\n\ne'; set -- $x; echo $#; printf '<%s>' "$@"; echo
