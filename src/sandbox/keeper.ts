/**
 * A script that starts a server and holds one end of a pipe: its standard input. Whatever ends this process closes the other end, and the
 * keeper puts the server away. Words: a name, the folder to be removed in the end or nothing, the program and its words.
 */
export const keeper = `
remove=$1; shift
"$@" </dev/null &
read -r _
kill -INT $! 2>/dev/null
wait
[ -z "$remove" ] || rm -rf "$remove"
`;
