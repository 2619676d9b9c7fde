import { everyMetric, type EveryMetric, type Labels } from './catalogue.ts'

/** A metric of the catalogue, by the name that code uses for it. */
export type MetricKey = keyof EveryMetric
/** Labels of a metric in Prometheus: its own, and those that Prometheus gives to what it scraped. */
export type LabelOf<Key extends MetricKey> = (keyof EveryMetric[Key]['labels'] & string) | 'job' | 'instance'
type ValueOf<Key extends MetricKey, Label> = Label extends keyof Labels<Key> ? Labels<Key>[Label] & string : string

/** Several values, a value to leave out, or a regular expression. */
interface Matching<Value extends string> {
  readonly operator: '=' | '!=' | '=~' | '!~'
  readonly pattern: string
  /** Ties the pattern to the values of one label; never set. */
  readonly of?: Value
}

/** What a series must look like: for each label a value or one of `not`, `oneOf`, `variable`, `matching`. */
export type Where<Key extends MetricKey> = { readonly [Label in LabelOf<Key>]?: ValueOf<Key, Label> | Matching<ValueOf<Key, Label>> }

declare const labelled: unique symbol
/** PromQL that gives series with these labels. */
export type Vector<Label extends string> = string & { readonly [labelled]: Label }

/** None of these values. */
export function not<Value extends string>(...values: readonly Value[]): Matching<Value> {
  return { operator: values.length === 1 ? '!=' : '!~', pattern: values.join('|') }
}

/** Any of these values. */
export function oneOf<Value extends string>(...values: readonly Value[]): Matching<Value> {
  return { operator: '=~', pattern: values.join('|') }
}

/** The value of a variable, which is put in when the query is made. */
export function variable(name: `$${string}`): Matching<never> {
  return { operator: '=', pattern: name }
}

/** A regular expression or a variable that holds one: the type check cannot look into it. */
export function matching(pattern: string): Matching<never> {
  return { operator: '=~', pattern }
}

/** The series of a metric. A renamed metric, label or value fails the type check, not the operator's panel. */
export function series<Key extends MetricKey>(key: Key, where: Where<Key> = {}): Vector<LabelOf<Key>> {
  return vector(everyMetric[key].name + braces(where))
}

/** The buckets of a histogram. */
export function buckets<Key extends HistogramKey>(key: Key, where: Where<Key> = {}): Vector<LabelOf<Key> | 'le'> {
  return vector(`${everyMetric[key].name}_bucket${braces(where)}`)
}
type HistogramKey = { [Key in MetricKey]: EveryMetric[Key]['type'] extends 'histogram' ? Key : never }[MetricKey]

/** What a metric did in a window: `range('rate', …)`. */
export function range<Label extends string>(
  name: 'rate' | 'increase' | 'resets' | 'min_over_time',
  selector: Vector<Label>,
  window: string,
): Vector<Label> {
  return vector(`${name}(${selector}[${window}])`)
}

/** An aggregation that keeps only the labels named; they must be among those of what is aggregated. */
export function by<Label extends string, Kept extends Label>(
  name: 'sum' | 'max' | 'min' | 'avg',
  kept: readonly Kept[],
  of: Vector<Label>,
): Vector<Kept> {
  return vector(kept.length === 0 ? `${name}(${of})` : `${name} by (${kept.join(', ')}) (${of})`)
}

/** The largest of a vector. */
export function top<Label extends string>(count: number, of: Vector<Label>): Vector<Label> {
  return vector(`topk(${count}, ${of})`)
}

/** PromQL put together by hand out of parts that were checked; the labels of its result are said, not derived. */
export function promql<Label extends string>(parts: TemplateStringsArray, ...values: readonly (string | number)[]): Vector<Label> {
  return vector(String.raw({ raw: parts }, ...values))
}

function braces(where: Readonly<Record<string, string | Matching<string> | undefined>>): string {
  const matchers = Object.entries(where).map(([label, wanted]) => {
    if (wanted === undefined) return ''
    const { operator, pattern } = typeof wanted === 'string' ? { operator: '=', pattern: wanted } : wanted
    return `${label}${operator}${JSON.stringify(pattern)}`
  })
  const told = matchers.filter((matcher) => matcher !== '')
  return told.length === 0 ? '' : `{${told.join(', ')}}`
}

function vector<Label extends string>(text: string): Vector<Label> {
  if (!isVector<Label>(text)) throw new TypeError('a query is empty')
  return text
}

/** The one place where text becomes a vector. */
function isVector<Label extends string>(text: string): text is Vector<Label> {
  return text !== ''
}
