import test from 'ava'
import { classify } from '../../../classifiers/classify.ts'
import { akaAnswer, attempt, impi, type Facts, type Sketch } from '../attempt.ts'

/** The whole of what is said: cause, reason, confidence, and each line of evidence as a reader is shown it. */
export const says = test.macro<[rounds: readonly Sketch[], facts: Facts, ...expected: readonly string[]]>(
  (t, rounds, facts, ...expected) => {
    const judgement = classify(attempt(rounds, facts))
    t.deepEqual(
      judgement === 'blind' ? ['blind'] : [`${judgement.cause}/${judgement.reason} ${judgement.confidence}`, ...judgement.evidence],
      expected,
    )
  },
)

export const asked: Sketch = { got: '401 Unauthorized' }
export const refused: Sketch = { sent: 'answer', got: '401 Unauthorized' }
export const forbidden: Sketch = { sent: 'answer', got: '403 Forbidden' }
export const bare: Sketch = { got: '403 Forbidden' }
export const named: Sketch = { sent: 'name', credentials: { username: impi }, got: '403 Forbidden' }
export const edge = { response: { role: 'pcscf' } } as const
export const proxied: Sketch = { got: '407 Proxy Authentication Required' }
export const again: Sketch = { ...proxied, proxy: true }
export const from = (server: string) => ({ response: { server } })
export const known = { history: { succeeded: 'yes' } } as const
export const pjsip: Sketch = { ...asked, challenge: { nonceForm: 'time_hash', opaque: true } }
export const answer = (round: Sketch['round'], got = '403 Forbidden'): Sketch => ({
  ...akaAnswer,
  got,
  round: { ...akaAnswer.round, ...round },
})
