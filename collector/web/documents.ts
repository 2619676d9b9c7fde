import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** Folders of the project, as links name them; package and image have to bring them. */
export const documentFolders = ['docs/causes', 'alerts/runbooks'] as const

/**
 * The pages that alerts and dashboards link to, by their path in the project. The collector brings them along: a link of an alert leads
 * somewhere at night, also where there is no internet.
 */
export function readDocuments(): ReadonlyMap<string, string> {
  const root = projectRoot()
  if (root === undefined) return new Map()
  return new Map(
    documentFolders
      .filter((folder) => existsSync(new URL(folder, root)))
      .flatMap((folder) =>
        readdirSync(new URL(`${folder}/`, root))
          .filter((name) => name.endsWith('.md'))
          .map((name) => [`${folder}/${name}`, readFileSync(new URL(`${folder}/${name}`, root), 'utf8')] as const),
      ),
  )
}

/** Two levels up in the source tree, three in what is published (`dist/`). */
function projectRoot(): URL | undefined {
  return ['../../', '../../../'].map((path) => new URL(path, import.meta.url)).find((url) => existsSync(new URL(documentFolders[0], url)))
}
