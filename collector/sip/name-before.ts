/** Whether a name stands right before `at` and not before `start`, in any case; `name` is lower case. */
export function isNameBefore(bytes: Uint8Array, start: number, at: number, name: Uint8Array): boolean {
  const from = at - name.length
  if (from < start) return false
  for (let index = name.length - 1; index >= 0; index--) if ((bytes[from + index]! | 0x20) !== name[index]) return false
  return true
}
