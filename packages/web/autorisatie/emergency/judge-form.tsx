import type { EmergencyEntry } from '@hoede/contract'
import { type EmergencyJudgement, emergencyJudgements, emergencyWordsAtLeast } from '@hoede/contract/vocabulary'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Radio, Textarea } from '@mantine/core'
import type { FormEvent } from 'react'
import { asProblem } from '../../ui/api/problem.ts'
import { useFields } from '../../ui/fields/use-fields.ts'
import { emergencyJudgementName } from '../../ui/i18n/vocabulary.ts'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import classes from '../parts/parts.module.css'
import own from './emergency.module.css'
import { useJudge } from './queries.ts'

/** One of three judgements, with words; it cannot be taken back. */
export function JudgeForm({ entry }: { entry: EmergencyEntry }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const judge = useJudge(entry.id, () => toasts.show(t`Je oordeel is bewaard.`))
  const fields = useFields({ judgement: '', words: '' }, judge.error ? asProblem(judge.error) : null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (judge.isPending) return
    const { judgement, words } = fields.values
    const wrong = {
      ...(judgement ? {} : { judgement: t`Kies een oordeel.` }),
      ...(words.trim().length >= emergencyWordsAtLeast
        ? {}
        : { words: t`Leg je oordeel uit in minstens tien tekens.` }),
    }
    if (fields.refuse(wrong)) return
    judge.mutate({ judgement: judgement as EmergencyJudgement, words: words.trim(), version: entry.version })
  }
  const meaning: Record<EmergencyJudgement, string> = {
    justified: t`Er was een noodsituatie en dit was nodig.`,
    explained: t`Er was een andere weg, maar het is begrijpelijk.`,
    'not-justified': t`Hier was geen goede reden voor. Volg hierna de afspraken van je organisatie.`,
  }
  return (
    <form className={`${classes.form} no-print`} onSubmit={submit} noValidate aria-label={t`Oordeel`}>
      <Radio.Group
        label={t`Was deze noodtoegang terecht?`}
        value={fields.values.judgement}
        onChange={(value) => fields.set('judgement', value)}
        error={fields.error('judgement')}
      >
        <div className={own.choices}>
          {(Object.keys(emergencyJudgements) as EmergencyJudgement[]).map((value) => (
            <Radio key={value} value={value} label={emergencyJudgementName(value)} description={meaning[value]} />
          ))}
        </div>
      </Radio.Group>
      <Textarea
        label={t`Toelichting`}
        description={t`Wat heb je nagegaan, en bij wie? Dit oordeel blijft staan.`}
        autosize
        minRows={3}
        maxLength={1000}
        {...fields.text('words')}
      />
      {judge.error && asProblem(judge.error).code !== 'invalid-input' && (
        <ProblemNote problem={asProblem(judge.error)} />
      )}
      <div>
        <Button type="submit" loading={judge.isPending}>
          <Trans>Bewaar oordeel</Trans>
        </Button>
      </div>
    </form>
  )
}
