import { CaptureFileError } from './capture-file-error.ts'
import { captureKind, unknownKind } from './capture-kind.ts'
import type { CaptureReader } from './capture-reader.ts'
import { type Progress, fileBytes } from './file-bytes.ts'
import { gunzip } from './gunzip.ts'
import { HepFile } from './hep-file.ts'
import { findIndex } from './hep-index.ts'
import { indexedHep } from './indexed-hep.ts'
import { Pcap } from './pcap.ts'
import { Pcapng } from './pcapng.ts'
import { RecordReader } from './record-reader.ts'
import type { Batch, Source } from './source.ts'
import { withHead } from './with-head.ts'

export { CaptureFileError }

/**
 * Packets of a capture file, or of standard input (`-`): pcap, pcapng, `.hep`, or gzip of these, told by the content. A batch has to be walked
 * before the next is asked for. A damaged file gives all that stands before the damage, then the iterator throws a CaptureFileError.
 */
export function openCaptureFile(path: string, options: { progress?: Progress } = {}): Source {
  return { input: 'file', [Symbol.asyncIterator]: () => readCapture(path, options.progress) }
}

async function* readCapture(path: string, progress: Progress | undefined): AsyncGenerator<Batch> {
  const name = path === '-' ? 'standard input' : path
  const index = findIndex(path)
  let { head, bytes } = await withHead(fileBytes(path, progress))
  let kind = captureKind(head)
  // Packets in gzip, one by one, are no file in gzip: the index tells where each begins.
  if (kind === 'gzip' && (index === undefined || path.endsWith('.gz'))) {
    ;({ head, bytes } = await withHead(gunzip(name, bytes, path === '-' ? undefined : () => fileBytes(path))))
    kind = captureKind(head)
  }
  if (head.length === 0)
    throw new CaptureFileError(`${name}: is empty: nothing was written into it yet (tcpdump -U writes each packet at once)`, 0)
  if (index !== undefined && kind !== 'pcap' && kind !== 'pcapng') yield* indexedHep(name, index, bytes)
  else if (kind === undefined || kind === 'gzip') throw new CaptureFileError(`${name}: byte 0: ${unknownKind(head)}`, 0)
  else yield* batches(bytes, reader(kind, name))
}

function reader(kind: 'pcap' | 'pcapng' | 'hep', name: string): CaptureReader {
  return kind === 'hep' ? new HepFile(name) : new RecordReader(name, kind === 'pcap' ? new Pcap() : new Pcapng())
}

async function* batches(chunks: AsyncIterable<Buffer>, reading: CaptureReader): AsyncGenerator<Batch> {
  let failure: unknown
  try {
    for await (const chunk of chunks) {
      yield (intake) => reading.read(chunk, intake)
      if (reading.damage !== undefined) break
    }
  } catch (error) {
    failure = error
  }
  yield (intake) => reading.end(intake, failure === undefined)
  failure ??= reading.damage
  if (failure !== undefined) throw failure
}
