import { fileURLToPath } from 'node:url'
import { remedyOf } from '../../../../classifiers/remedies.ts'
import { reportForm } from '../../../../collector/explain/forms.ts'
import type { Page } from '../../../../collector/explain/page.ts'
import { createPipeline } from '../../../../collector/pipeline.ts'
import { openCaptureFile } from '../../../../collector/source/capture-file.ts'

/** The report on a capture of the IMS bed. */
export async function reportOf(capture: string, page: Page): Promise<readonly string[]> {
  const lines: string[] = []
  const form = reportForm('REGISTER', remedyOf, page, (said) => lines.push(...said))
  const pipeline = createPipeline(form.open())
  await pipeline.run(openCaptureFile(fileURLToPath(new URL(`../../../captures/ims/${capture}.hep`, import.meta.url))))
  pipeline.finish('judge')
  form.close(capture)
  return lines
}

/** The steps of each failure that a report tells of, as they stand there. */
export function stepsIn(report: readonly string[]): readonly (readonly string[])[] {
  return report.flatMap((line, at) => {
    if (!line.startsWith('Step by step')) return []
    const rest = report.slice(at + 1)
    return [rest.slice(0, rest.indexOf(''))]
  })
}
