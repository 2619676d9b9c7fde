import test from 'ava'
import { nearest } from '../../../collector/config/nearest.ts'

const known = ['listen', 'registrars', 'roles', 'udp']

const finds = test.macro({
  exec: (t, found: string, expected: string | undefined) => t.is(nearest(found, known), expected),
  title: (_, found: string, expected) => `${found}: ${expected ?? 'nothing near'}`,
})

test('one letter less', finds, 'lisen', 'listen')
test('two letters swapped', finds, 'upd', 'udp')
test('case', finds, 'Registrars', 'registrars')
test('one letter more', finds, 'roless', 'roles')
test('another word', finds, 'kafka', undefined)
test('nothing', finds, '', undefined)
