import { Trans, useLingui } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import { newId } from '../../../ui/api/ids.ts'
import { PlusIcon } from '../../../ui/parts/icons.tsx'
import parts from '../../parts/parts.module.css'
import classes from '../sign-in.module.css'
import { looksLikeRange, type PolicyDraft } from './policy-values.ts'

interface RangeFieldsProps {
  ranges: PolicyDraft['ranges']
  /** Only after a try to go on: nobody is corrected while typing. */
  judged: boolean
  onChange: (ranges: PolicyDraft['ranges']) => void
}

/** From which networks people may sign in; none is from everywhere. */
export function RangeFields({ ranges, judged, onChange }: RangeFieldsProps) {
  const { t } = useLingui()
  const set = (key: string, part: { name?: string; range?: string }) =>
    onChange(ranges.map((each) => (each.key === key ? { ...each, ...part } : each)))
  return (
    <div className={classes.stack}>
      {ranges.length === 0 && (
        <p className={parts.soft}>
          <Trans>Er zijn geen netwerken. Iedereen kan overal vandaan aanmelden, ook thuis en onderweg.</Trans>
        </p>
      )}
      {ranges.map(({ key, name, range }, index) => (
        <fieldset key={key} className={classes.line}>
          <legend>
            <Trans>Netwerk {index + 1}</Trans>
          </legend>
          <TextInput
            label={t`Naam`}
            placeholder={t`Kantoor Lindelaan`}
            maxLength={60}
            autoComplete="off"
            value={name}
            error={judged && !name.trim() ? t`Vul een naam in.` : undefined}
            onChange={(event) => set(key, { name: event.currentTarget.value })}
          />
          <TextInput
            label={t`Adressen`}
            placeholder="192.0.2.0/24"
            maxLength={50}
            autoComplete="off"
            value={range}
            error={
              judged && !looksLikeRange(range.trim()) ? t`Schrijf het zo: 192.0.2.0/24 of 2001:db8::/32.` : undefined
            }
            onChange={(event) => set(key, { range: event.currentTarget.value })}
          />
          <Button
            variant="default"
            aria-label={t`Haal weg: netwerk ${index + 1}`}
            onClick={() => onChange(ranges.filter((each) => each.key !== key))}
          >
            <Trans>Haal weg</Trans>
          </Button>
        </fieldset>
      ))}
      {ranges.length < 100 && (
        <div>
          <Button
            size="sm"
            variant="default"
            leftSection={<PlusIcon size={18} />}
            onClick={() => onChange([...ranges, { key: newId(), name: '', range: '' }])}
          >
            <Trans>Voeg een netwerk toe</Trans>
          </Button>
        </div>
      )}
    </div>
  )
}
