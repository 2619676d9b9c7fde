import test from 'ava'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const MOST_LINES = 300

/**
 * source → hep → sip → registration → classifiers → metrics → web: what each may import besides itself, always of stages to its left.
 * Apart from that, sources fill the packets of `hep`, and the configuration is made of the words of those who are configured.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'collector/source': ['collector/hep', 'collector/config'],
  'collector/hep': [],
  'collector/sip': [],
  'collector/registration': ['collector/hep', 'collector/sip', 'classifiers'],
  'collector/population': ['collector/registration', 'classifiers'],
  'collector/contacts': ['collector/population', 'collector/registration'],
  'collector/history': ['collector/population', 'collector/registration', 'classifiers', 'collector/errors.ts'],
  classifiers: [],
  'collector/cardinality': [],
  'collector/privacy': [],
  'collector/metrics': [
    'collector/source',
    'collector/hep',
    'collector/sip',
    'collector/registration',
    'classifiers',
    'collector/cardinality',
    'collector/privacy',
    'collector/observer.ts',
  ],
  alerts: ['collector/metrics', 'classifiers'],
  dashboards: ['collector/metrics', 'classifiers', 'alerts'],
  'collector/web': ['collector/config', 'classifiers', 'collector/errors.ts'],
  'collector/config': ['collector/registration', 'collector/cardinality', 'classifiers', 'collector/errors.ts'],
  'collector/explain': [
    'collector/config',
    'collector/source',
    'collector/registration',
    'classifiers',
    'collector/pipeline.ts',
    'collector/observer.ts',
  ],
}

const files = ['collector', 'classifiers', 'alerts', 'dashboards']
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap((folder) => sourcesIn(folder))

test('a stage imports only stages to its left', (t) => {
  for (const file of files) {
    const home = stageOf(file)
    if (home.endsWith('.ts')) continue
    const allowed = mayImport[home]
    t.truthy(allowed, `${home} is new: say in this test what it may import`)
    for (const { to } of importsOf(file)) t.true(stageOf(to) === home || allowed?.includes(stageOf(to)), `${file} imports ${to}`)
  }
})

test('what is followed knows the rules by their types alone, and only the pipeline asks them', (t) => {
  for (const file of files) {
    for (const { to, isType } of importsOf(file)) {
      if (file.startsWith('collector/registration/') && stageOf(to) === 'classifiers') t.true(isType, `${file} imports ${to}`)
      if (to === 'classifiers/classify.ts') t.is(file, 'collector/pipeline.ts')
    }
  }
})

test(`files are short, in kebab-case, and named after what is in them`, (t) => {
  for (const file of files) {
    t.regex(basename(file), /^[a-z0-9]+(-[a-z0-9]+)*\.ts$/, file)
    t.notRegex(basename(file), /^(utils?|helpers?|types?|index|common|misc)\.ts$/, file)
    const lines = readFileSync(join(root, file), 'utf8').split('\n').length - 1
    t.true(lines <= MOST_LINES, `${file} has ${lines} lines`)
  }
})

function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => slashed(relative(root, join(entry.parentPath, entry.name))))
}

/** `collector/hep` of a file in it, the file itself where it stands in no folder of the collector. */
function stageOf(file: string): string {
  const [top = '', next = ''] = file.split('/')
  return top === 'collector' ? `${top}/${next}` : top
}

/** The relative imports of a file, static ones and those at run time. */
function importsOf(file: string): { readonly to: string; readonly isType: boolean }[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(/^(?:import|export)( type)?[^'"]*?from '(\.[^']+)'|import\('(\.[^']+)'\)/gm)].map(([, type, from, dynamic]) => ({
    to: slashed(join(dirname(file), from ?? dynamic ?? '')),
    isType: type !== undefined,
  }))
}

function slashed(path: string): string {
  return path.split(sep).join('/')
}
