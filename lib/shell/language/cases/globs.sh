#: star, question mark and sets
>a1; >a2; >b1; >ab; echo * a* a? [ab]1 *[!1] [[:alpha:]]b a[0-9] a[^2]
#: no match stays
echo z* [z] z?; x='z*'; echo $x
#: quoted wildcards
>a1; echo "a*" a\* 'a'* "a"?
#: hidden files
>.h; >v; echo *; echo .h*; shopt -s dotglob; echo *
#: folders
mkdir -p d/e; >d/x; >d/e/y; >top; echo */ d/* */*/* d/e/?; echo ./d/*
#: nullglob
shopt -s nullglob; echo z*; set -- z*; echo $#
#: noglob
>a; set -f; echo *; set +f; echo *
#: a glob from a variable and in a for
>a.txt; >b.txt; for f in *.txt; do echo "${f%.txt}"; done; g='*.txt'; echo $g "$g"
#: no glob in assignments, tests or case words
>a; x=*; echo "$x"; [[ * == '*' ]] && echo star; case * in '*') echo s;; esac
#: ranges and classes
>A; >b; >3; >-; echo [a-z] [A-Z] [0-9] [[:digit:]] [[:upper:]] [[:lower:]b]* [-]
#: a bracket that does not end
>'['; >'[a'; echo [ [a [*
#: a closing bracket in a set
>']'; >a; echo []a] [!]]
#: backslash in a set
>a; >'\'; echo [\\a] [\a]
#: sorted by bytes
>B; >a; >C; >10; >9; echo *
#: absolute paths
>x; echo "$PWD"/x >/dev/null; p=$(echo "$PWD"/*); [[ $p == "$PWD/x" ]] && echo yes
#: glob of redirection
>only; echo hi >on*; ls; cat only
#: braces before globs
>a1; >b1; echo {a,b}* {a,z}*
#: a dot folder
mkdir .d; >.d/x; echo .d/* ./.d/x ../*/.d/y
#: names with blanks
>'a b'; for f in *; do echo "<$f>"; done; set -- *; echo $#
#: set with a slash
>a; echo [a/]b [a/b] a[/]
