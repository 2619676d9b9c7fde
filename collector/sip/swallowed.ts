const COMMA = 0x2c
const EQUALS = 0x3d
const SPACE = 0x20

/** Parameters whose values must not be told. */
const secrets = ['nonce', 'response', 'auts', 'ck', 'ik', 'cnonce'].map((name) => Buffer.from(name))

/**
 * Whether the value of a parameter holds another one that must not be told, as in `realm="a b,auts=x"`: the quotes behind the one and before the other
 * are missing, so that those which are left pair.
 */
export function holdsSecret(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] === EQUALS && secrets.some((name) => isNamed(bytes, start, at, name))) return true
  return false
}

/** Whether this name stands before the equals sign at `equals`, behind a comma or white space. */
function isNamed(bytes: Uint8Array, start: number, equals: number, name: Uint8Array): boolean {
  let end = equals
  while (end > start && bytes[end - 1]! <= SPACE) end--
  const from = end - name.length
  if (from <= start || (bytes[from - 1] !== COMMA && bytes[from - 1]! > SPACE)) return false
  for (let at = 0; at < name.length; at++) if ((bytes[from + at]! | 0x20) !== name[at]) return false
  return true
}
