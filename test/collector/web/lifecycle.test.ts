import test from 'ava'
import { serving } from './serving.ts'

const lifecycle = () => {
  const asked: string[] = []
  return { asked, reload: () => `reloaded ${asked.push('reload')}`, quit: () => void asked.push('quit') }
}

for (const path of ['/-/reload', '/-/quit']) {
  test(`POST ${path} is off without the flag, and says which`, async (t) => {
    const { base } = await serving(t)
    const response = await fetch(base + path, { method: 'POST' })
    t.is(response.status, 403)
    t.regex(await response.text(), /--web\.enable-lifecycle/)
  })

  test(`GET ${path} is a 405 that does nothing`, async (t) => {
    const life = lifecycle()
    const { base } = await serving(t, { lifecycle: life })
    t.is((await fetch(base + path)).status, 405)
    t.deepEqual(life.asked, [])
  })

  test(`POST ${path} from a page elsewhere is refused`, async (t) => {
    const life = lifecycle()
    const { base } = await serving(t, { lifecycle: life })
    t.is((await fetch(base + path, { method: 'POST', headers: { Origin: 'https://elsewhere.example' } })).status, 403)
    t.is((await fetch(base + path, { method: 'POST', headers: { Origin: 'null' } })).status, 403)
    t.deepEqual(life.asked, [])
    t.is((await fetch(base + path, { method: 'POST', headers: { Origin: base } })).status, 200)
  })
}

test('a reload says what has come of it', async (t) => {
  const { base } = await serving(t, { lifecycle: lifecycle() })
  const response = await fetch(`${base}/-/reload`, { method: 'POST' })
  t.is(response.status, 200)
  t.is(await response.text(), 'reloaded 1\n')
})

test('a reload that fails: 500 and why', async (t) => {
  const failing = {
    ...lifecycle(),
    reload: () => {
      throw new Error('c.yaml:1:1 unknown key "x"')
    },
  }
  const { base } = await serving(t, { lifecycle: failing })
  const response = await fetch(`${base}/-/reload`, { method: 'POST' })
  t.is(response.status, 500)
  t.is(await response.text(), 'The configuration was not reloaded:\nc.yaml:1:1 unknown key "x"\n')
})
