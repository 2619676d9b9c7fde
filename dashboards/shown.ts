import {
  by,
  buckets,
  matching,
  promql,
  range,
  series,
  type LabelOf,
  type MetricKey,
  type Vector,
  type Where,
} from '../collector/metrics/promql.ts'
import { everyMetric } from '../collector/metrics/catalogue.ts'

const WINDOW = '$__rate_interval'
const collectors = { job: matching('$job'), instance: matching('$instance') }
const registrars = { registrar: matching('$registrar') }
const networks = { network: matching('$network') }

/** The series of a metric as far as the variables of the dashboard let them be seen. */
export function shown<Key extends MetricKey>(key: Key, where: Where<Key> = {}): Vector<LabelOf<Key>> {
  return series(key, scoped(key, where))
}

/** Events of a counter in a second, summed up by some of its labels. */
export function perSecond<Key extends MetricKey, Kept extends LabelOf<Key>>(
  key: Key,
  kept: readonly Kept[],
  where: Where<Key> = {},
): Vector<Kept> {
  return by('sum', kept, range('rate', shown(key, where), WINDOW))
}

/** Events of a counter in the time that the dashboard shows. */
export function inTime<Key extends MetricKey, Kept extends LabelOf<Key>>(key: Key, kept: readonly Kept[]): Vector<Kept> {
  return by('sum', kept, range('increase', shown(key), '$__range'))
}

/** The time under which this share of the attempts stayed. */
export function quantile(share: number, where: Where<'registerDuration'>): Vector<never> {
  const counted = by('sum', ['le'], range('rate', buckets('registerDuration', scoped('registerDuration', where)), WINDOW))
  return promql`histogram_quantile(${share}, ${counted})`
}

/** Metrics without the label `registrar` are those of the collector: choosing a registrar does not hide them, nor a network those without that label. */
function scoped<Key extends MetricKey>(key: Key, where: Where<Key>): Where<Key> {
  const { labels } = everyMetric[key]
  return { ...collectors, ...('registrar' in labels ? registrars : {}), ...('network' in labels ? networks : {}), ...where }
}
