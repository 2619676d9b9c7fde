const HEAD_BYTES = 64 * 1024

/** The first bytes of a stream, to look at, and all of them again. A failure comes at its place, behind the bytes before it. */
export async function withHead(chunks: AsyncGenerator<Buffer>): Promise<{ head: Buffer; bytes: AsyncGenerator<Buffer> }> {
  const first: Buffer[] = []
  let failure: unknown
  try {
    for (let length = 0; length < HEAD_BYTES;) {
      const { value, done } = await chunks.next()
      if (done === true) break
      first.push(value)
      length += value.length
    }
  } catch (error) {
    failure = error
  }
  if (failure !== undefined && first.length === 0) throw failure
  return { head: Buffer.concat(first), bytes: again(first, failure, chunks) }
}

async function* again(first: Buffer[], failure: unknown, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield* first
  if (failure !== undefined) throw failure
  yield* rest
}
