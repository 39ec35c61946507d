import { Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect } from '@mantine/core'
import grantClasses from '../grants/grants.module.css'

interface ChooseManyProps {
  label: string
  options: readonly { value: string; label: string }[]
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
}

/** Gathers some of a list, one by one; none is all of them. */
export function ChooseMany({ label, options, chosen, onChange }: ChooseManyProps) {
  const { t } = useLingui()
  const named = options.filter((option) => chosen.includes(option.value))
  return (
    <div>
      <NativeSelect
        label={label}
        value=""
        onChange={(event) => {
          const { value } = event.currentTarget
          if (value) onChange([...chosen, value])
        }}
        data={[
          { value: '', label: named.length === 0 ? t`Allemaal` : t`Nog een erbij…` },
          ...options.filter((option) => !chosen.includes(option.value)),
        ]}
      />
      {named.length > 0 && (
        <ul className={grantClasses.chosen}>
          {named.map((option) => (
            <li key={option.value}>
              <span>{option.label}</span>
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={t`Haal weg: ${option.label}`}
                onClick={() => onChange(chosen.filter((value) => value !== option.value))}
              >
                <Trans>Haal weg</Trans>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
