import { variable, type Vector } from '../collector/metrics/promql.ts'

/** In PromQL: the registrar of the alert that fires. */
export const REGISTRAR = variable('$labels.registrar')
/** In PromQL: the cause that was found before. */
export const CAUSE = variable('$cause')

/**
 * The template function `query` of Prometheus with this PromQL. A value that is a variable of the template is put in when the alert fires,
 * quoted: registrars are named by configuration and by the wire.
 */
export function query(text: Vector<string>): string {
  const names = [...text.matchAll(/"(\$[\w.]+)"/g)].map(([, name]) => name)
  const format = text.replaceAll(/"\$[\w.]+"/g, '%q')
  return names.length === 0 ? `query \`${format}\`` : `query (printf \`${format}\` ${names.join(' ')})`
}

/** Says something of the first result of a query, and nothing if there is none. Inside, `.` is the result. */
export function saying(of: Vector<string>, text: string): string {
  return `{{ with ${query(of)} }}${text}{{ end }}`
}

/** The value of the first result, as a share. */
export const SHARE = '{{ . | first | value | humanizePercentage }}'
/** The value of the first result, as a whole number. */
export const WHOLE = '{{ . | first | value | printf "%.0f" }}'
