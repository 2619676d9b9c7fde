import { remedyOf } from '../../classifiers/remedies.ts'
import type { Config } from '../config/schema.ts'
import { createPipeline } from '../pipeline.ts'
import { CaptureFileError, openCaptureFile } from '../source/capture-file.ts'
import type { Source } from '../source/source.ts'
import { type Form, jsonForm, reportForm, summaryForm } from './forms.ts'
import { createOutput, type Output } from './output.ts'
import { type Page, pageFor } from './page.ts'
import { createProgress, type Progress } from './progress.ts'

/** What the flags of `explain` say. */
export interface ExplainOptions {
  readonly json: boolean
  readonly summary: boolean
  /** Method whose attempts are explained; REGISTER when undefined. */
  readonly method: string | undefined
  /** What becomes of attempts that are open at the end of a file. */
  readonly atEnd: 'judge' | 'pending'
  readonly config: Config
}

/** Where `explain` writes. */
export interface ExplainStreams {
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
}

/** Reads captures and says of each registration in them how it went; gives the exit code. A file that cannot be read does not keep the others from being read. */
export async function runExplain(files: readonly string[], options: ExplainOptions, { stdout, stderr }: ExplainStreams): Promise<number> {
  const page = pageFor(stdout, process.env)
  const output = createOutput(stdout)
  const form = formOf(options, page, (lines) => output.lines(lines))
  // Lines of JSON that scroll by are progress enough.
  const isShown = stderr.isTTY && !(options.json && stdout.isTTY)
  const progress = (file: string): Progress => createProgress(file, isShown, (text) => stderr.write(text))
  const start = performance.now()
  let exitCode = 0
  for (const file of files) {
    const problem = await readFile(file, form, output, options, progress(file))
    if (problem === undefined || form.packets() > 0) form.close(file === '-' ? 'standard input' : file)
    await output.settle()
    if (problem !== undefined) {
      exitCode = 1
      stderr.write(`regwatch: ${page.clean(problem, 400)}\n`)
    }
  }
  form.end((performance.now() - start) / 1000)
  await output.settle()
  return exitCode
}

function formOf({ json, summary, method = 'REGISTER' }: ExplainOptions, page: Page, say: (lines: readonly string[]) => void): Form {
  if (summary) return summaryForm(method, json, page, say)
  return json ? jsonForm(method, remedyOf, say) : reportForm(method, remedyOf, page, say)
}

/** Runs one file through a pipeline of its own; gives what kept it from being read to its end. */
async function readFile(
  file: string,
  form: Form,
  output: Output,
  options: ExplainOptions,
  progress: Progress,
): Promise<string | undefined> {
  const { roles, registrars, phrases, limits, population } = options.config
  const methods = [options.method ?? 'REGISTER']
  const pipeline = createPipeline(form.open(), { methods, roles, registrars, phrases, limits, population })
  try {
    const source = openCaptureFile(file, { progress: (fraction) => progress.update(fraction, form.packets()) })
    await pipeline.run(paced(source, output))
    return undefined
  } catch (error) {
    return whyUnreadable(error)
  } finally {
    pipeline.finish(options.atEnd === 'judge' ? 'judge' : 'keep')
    progress.clear()
  }
}

/** Lets a slow reader of the output slow down the reading of the file. */
function paced(source: Source, output: Output): Source {
  return {
    input: source.input,
    async *[Symbol.asyncIterator]() {
      for await (const batch of source) {
        yield batch
        await output.settle()
      }
    },
  }
}

function whyUnreadable(error: unknown): string {
  if (error instanceof CaptureFileError) return error.message
  throw error
}
