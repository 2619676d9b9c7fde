/** The known word that `found` was most likely meant to be; undefined when none is near. */
export function nearest(found: string, known: readonly string[]): string | undefined {
  const allowed = Math.max(1, Math.floor(found.length / 3))
  let best: string | undefined
  let bestDistance = allowed + 1
  for (const word of known) {
    const distance = editDistance(found.toLowerCase(), word.toLowerCase())
    if (distance < bestDistance) {
      best = word
      bestDistance = distance
    }
  }
  return best
}

/** Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b` (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let twoBefore: number[] = []
  let before = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1]
      let cost = Math.min(at(before, column) + 1, at(current, column - 1) + 1, at(before, column - 1) + (same ? 0 : 1))
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (swapped) cost = Math.min(cost, at(twoBefore, column - 2) + 1)
      current.push(cost)
    }
    twoBefore = before
    before = current
  }
  return at(before, b.length)
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity
}
