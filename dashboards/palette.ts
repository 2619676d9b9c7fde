import type { Cause, Role } from '../classifiers/taxonomy.ts'

/** One colour for each cause, on every panel and dashboard; told apart on light and dark, and by most who see fewer colours. */
export const causeColours: Readonly<Record<Cause, string>> = {
  credentials: '#E8833A',
  acl: '#D64550',
  barring: '#9B6AC9',
  sa: '#3E7CB1',
  proxy_auth: '#D9B310',
  overload: '#17A398',
  server: '#A9714B',
  request: '#E377A2',
  scan: '#7F8C8D',
  unknown: '#B0B7BF',
}

/** One colour for each role that may decide. */
export const roleColours: Readonly<Record<Role, string>> = {
  ue: '#E377A2',
  pcscf: '#17A398',
  icscf: '#9B6AC9',
  scscf: '#E8833A',
  registrar: '#3E7CB1',
  proxy: '#D9B310',
  sbc: '#A9714B',
  none: '#7F8C8D',
  unknown: '#B0B7BF',
}

/** What is well, what needs a look, what is broken. */
export const state = { good: '#4C9F70', doubtful: '#D9B310', bad: '#D64550', plain: '#6E8BB7' } as const
