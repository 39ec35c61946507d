import type { Role } from '@hoede/contract'
import { policyBounds } from '@hoede/contract/vocabulary'
import { Trans, useLingui } from '@lingui/react/macro'
import { Checkbox, Stack } from '@mantine/core'
import { DecimalField } from '../../../ui/fields/decimal-field.tsx'
import { number } from '../../../ui/formats/numbers.ts'
import { Section } from '../../../ui/parts/page.tsx'
import parts from '../../parts/parts.module.css'
import classes from '../sign-in.module.css'
import { type SignInWay, useWayNames } from '../words.ts'
import { FactorMatrix } from './factor-matrix.tsx'
import { useNumberWords } from './number-words.ts'
import { numbersOutside, type PolicyDraft, type PolicyNumber } from './policy-values.ts'
import { RangeFields } from './range-fields.tsx'

interface FieldsProps {
  draft: PolicyDraft
  roles: readonly Role[]
  judged: boolean
  onChange: (part: Partial<PolicyDraft>) => void
}

export function PolicyFields({ draft, roles, judged, onChange }: FieldsProps) {
  const { t } = useLingui()
  const numbers = (names: PolicyNumber[]) => (
    <NumberFields names={names} draft={draft} judged={judged} onChange={onChange} />
  )
  return (
    <>
      <Section title={t`Manieren om binnen te komen`}>
        <WayFields draft={draft} judged={judged} onChange={onChange} />
      </Section>
      <Section title={t`Tweede stap`}>
        <p className={classes.explain}>
          <Trans>
            Zonder tweede stap komt niemand binnen. Voor een rol kan het strenger dan voor iedereen, nooit ruimer. Wie
            meer rollen heeft, mag alleen wat al die rollen toestaan.
          </Trans>
        </p>
        <FactorMatrix draft={draft} roles={roles} onChange={onChange} />
      </Section>
      <Section title={t`Wachtwoord en vergissingen`}>
        {numbers(['passwordMinLength', 'lockoutFreeTries', 'lockoutLongestSeconds'])}
      </Section>
      <Section title={t`Hoe lang iemand aangemeld blijft`}>
        {numbers(['sessionIdleMinutes', 'sessionHours', 'shiftHours'])}
      </Section>
      <Section title={t`Codes op de telefoon`}>{numbers(['phoneCodesADay', 'phoneCodesADayAll'])}</Section>
      <Section title={t`Netwerken`}>
        <p className={classes.explain}>
          <Trans>
            Staan hier netwerken, dan kan niemand zich nog ergens anders vandaan aanmelden. Je eigen netwerkbeheerder
            weet welke adressen van jullie zijn.
          </Trans>
        </p>
        <RangeFields ranges={draft.ranges} judged={judged} onChange={(ranges) => onChange({ ranges })} />
      </Section>
    </>
  )
}

function WayFields({ draft, judged, onChange }: Omit<FieldsProps, 'roles'>) {
  const { t } = useLingui()
  const words = useWayNames()
  const all = Object.keys(words) as SignInWay[]
  return (
    <Checkbox.Group
      aria-label={t`Manieren om binnen te komen`}
      value={draft.ways}
      error={judged && draft.ways.length === 0 ? t`Kies minstens één manier.` : undefined}
      onChange={(chosen) => onChange({ ways: all.filter((way) => chosen.includes(way)) })}
    >
      <Stack gap="sm" mb={4}>
        {all.map((way) => (
          <Checkbox key={way} value={way} label={words[way].name} description={words[way].meaning} />
        ))}
      </Stack>
    </Checkbox.Group>
  )
}

function NumberFields({ names, draft, judged, onChange }: Omit<FieldsProps, 'roles'> & { names: PolicyNumber[] }) {
  const { t } = useLingui()
  const words = useNumberWords()
  const outside = judged ? numbersOutside(draft) : []
  return (
    <div className={classes.numbers}>
      {names.map((name) => {
        const min = number(policyBounds[name].min)
        const max = number(policyBounds[name].max)
        return (
          <div key={name} className={classes.number}>
            <DecimalField
              decimals={0}
              label={words[name].label}
              description={t`Van ${min} tot en met ${max}`}
              value={draft.numbers[name]}
              error={outside.includes(name) ? t`Kies een heel getal van ${min} tot en met ${max}.` : undefined}
              onChange={(text) => onChange({ numbers: { ...draft.numbers, [name]: text } })}
            />
            <p className={parts.soft}>{words[name].meaning}</p>
          </div>
        )
      })}
    </div>
  )
}
