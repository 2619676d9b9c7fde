import { by, not, promql, range, series, type Vector } from '../collector/metrics/promql.ts'
import { thresholds } from './thresholds.ts'

const window = `${thresholds.windowMinutes}m`

/** A series that a recording rule makes: its name (`level:metric:operation`), what it is made of and why. */
export interface Recorded<Label extends string> {
  readonly name: Vector<Label>
  readonly expr: Vector<Label>
}

/** Refusals with 403 that a person may have to see. A scanner is refused with good reason. */
const refusals = series('registerFailures', { code: '403', cause: not('scan') })

const byCause = record(`registrar_cause:sip_register_failures_403:increase${window}`, by('sum', ['registrar', 'cause'], counted(refusals)))
const count = record(`registrar:sip_register_failures_403:increase${window}`, by('sum', ['registrar'], byCause.name))
const attempts = record(`registrar:sip_register_attempts:increase${window}`, by('sum', ['registrar'], counted(series('registerAttempts'))))
const ratio = record(`registrar:sip_register_failures_403:ratio${window}`, promql<'registrar'>`${count.name} / ${attempts.name}`)

/**
 * Users are told by cause, whatever the code; so only causes count that brought as many 403s as it needs users. Without that, one phone in
 * a loop would be helped over the bar by users with a wrong password.
 */
const users = record(
  'registrar:sip_register_affected_users_403:max',
  by(
    'max',
    ['registrar'],
    promql<
      'registrar' | 'cause'
    >`${by('sum', ['registrar', 'cause'], series('registerAffectedUsers', { cause: not('all', 'scan') }))} and (${byCause.name} >= ${thresholds.users})`,
  ),
)

const perHour = record('registrar:sip_register_failures_403:rate1h', by('sum', ['registrar'], range('rate', refusals, '1h')))

/** The hour around the same time of day, 1, 2 and 3 weeks ago; of these the weeks that are known. */
const usual = record(
  'registrar:sip_register_failures_403:rate1h_mean3w',
  by('avg', ['registrar'], promql<'registrar' | 'week'>`${week(1)} or ${week(2)} or ${week(3)}`),
)

/** In the order in which they are evaluated: each may use those before it. */
export const recorded = { byCause, count, attempts, ratio, users, perHour, usual } as const

function week(ago: number): string {
  return `label_replace(${perHour.name} offset ${ago * 7 - 1}d23h30m, "week", "${ago}", "", "")`
}

/**
 * What a counter gained in the window, in whole attempts. `increase()` extrapolates: in a series that has just been born it makes more than
 * 10 of 6. It is used where the counter was reset, where it is the lesser evil.
 */
function counted<Label extends string>(counter: Vector<Label>): Vector<Label> {
  const gained = promql`${counter} - ${range('min_over_time', counter, window)}`
  return promql`(${gained} unless ${range('resets', counter, window)} > 0) or ${range('increase', counter, window)}`
}

function record<Label extends string>(name: string, expr: Vector<Label>): Recorded<Label> {
  return { name: promql`${name}`, expr }
}
