import type { FactorClass, Provider } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { newId } from '../../../ui/api/ids.ts'
import { PlusIcon } from '../../../ui/parts/icons.tsx'
import { Section } from '../../../ui/parts/page.tsx'
import { ProblemNote } from '../../../ui/parts/problem-note.tsx'
import { ConflictNote } from '../../parts/conflict-note.tsx'
import parts from '../../parts/parts.module.css'
import classes from '../sign-in.module.css'
import { type ClaimName, useClassNames } from '../words.ts'
import { claimNames, faultsOf, linesOf, type MappingLine, mappingOf } from './mapping.ts'
import { BackToDraft } from './provider-state.tsx'
import { useProviderChange } from './use-provider-change.ts'

/** What each value that the provider sends counts as. */
export function MappingForm({ provider }: { provider: Provider }) {
  const { t } = useLingui()
  const [lines, setLines] = useState(() => linesOf(provider.mapping))
  const [judged, setJudged] = useState(false)
  const { change, problem, other } = useProviderChange(provider, t`De betekenis van de waarden is bewaard.`)
  const faults = faultsOf(lines)
  const wrong = faults.empty.size + faults.double.size > 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setJudged(wrong)
    if (!wrong && !change.isPending) change.mutate({ mapping: mappingOf(lines) })
  }
  return (
    <Section title={t`Wat de waarden betekenen`}>
      <p className={classes.explain}>
        <Trans>
          De aanbieder stuurt woorden mee die vertellen hoe iemand zich aanmeldde. Hier staat wat elk woord bewijst.
          Twee verschillende soorten samen zijn twee stappen. Wat hier niet staat, bewijst niets.
        </Trans>
      </p>
      <BackToDraft provider={provider} />
      <form className={classes.stack} onSubmit={submit} noValidate>
        {claimNames.map((claim) => (
          <ClaimLines
            key={claim}
            claim={claim}
            lines={lines.filter((line) => line.claim === claim)}
            fault={(key) =>
              !judged
                ? undefined
                : faults.empty.has(key)
                  ? t`Vul een waarde in, of haal deze regel weg.`
                  : faults.double.has(key)
                    ? t`Deze waarde staat er al.`
                    : undefined
            }
            onAdd={() => setLines([...lines, { key: newId(), claim, value: '', class: 'have' }])}
            onChange={(key, part) => setLines(lines.map((line) => (line.key === key ? { ...line, ...part } : line)))}
            onRemove={(key) => setLines(lines.filter((line) => line.key !== key))}
          />
        ))}
        {other && (
          <ConflictNote>
            {linesOf(other.mapping)
              .map(({ claim, value }) => `${claim} ${value}`)
              .join(' · ')}
          </ConflictNote>
        )}
        {problem && !other && <ProblemNote problem={problem} />}
        <div>
          <Button
            type="submit"
            variant="default"
            loading={change.isPending}
            aria-label={t`Bewaar wat de waarden betekenen`}
          >
            <Trans>Bewaar</Trans>
          </Button>
        </div>
      </form>
    </Section>
  )
}

interface ClaimLinesProps {
  claim: ClaimName
  lines: readonly MappingLine[]
  fault: (key: string) => string | undefined
  onAdd: () => void
  onChange: (key: string, part: { value?: string; class?: FactorClass }) => void
  onRemove: (key: string) => void
}

function ClaimLines({ claim, lines, fault, onAdd, onChange, onRemove }: ClaimLinesProps) {
  const { t } = useLingui()
  const meanings = useClassNames()
  const explanations: Record<ClaimName, string> = {
    amr: t`de manieren die iemand gebruikte`,
    acr: t`het niveau van de aanmelding`,
    acrs: t`de afspraken van Entra (authentication contexts)`,
  }
  return (
    <div className={`${classes.claim} ${classes.stack}`}>
      <h3>
        {claim}: {explanations[claim]}
      </h3>
      {lines.length === 0 && (
        <p className={parts.soft}>
          <Trans>Nog geen waarden. Wat de aanbieder hierin stuurt, bewijst niets.</Trans>
        </p>
      )}
      {lines.map(({ key, value, class: meaning }) => (
        <div key={key} className={classes.line} data-bare>
          <TextInput
            aria-label={t`Waarde van ${claim}`}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            classNames={{ input: classes.code ?? '' }}
            value={value}
            error={fault(key)}
            onChange={(event) => onChange(key, { value: event.currentTarget.value })}
          />
          <NativeSelect
            aria-label={t`Wat ${value || claim} bewijst`}
            value={meaning}
            onChange={(event) => onChange(key, { class: event.currentTarget.value as FactorClass })}
            data={Object.entries(meanings).map(([name, label]) => ({ value: name, label }))}
          />
          <Button variant="default" aria-label={t`Haal weg: ${value || claim}`} onClick={() => onRemove(key)}>
            <Trans>Haal weg</Trans>
          </Button>
        </div>
      ))}
      <div>
        <Button
          size="sm"
          variant="default"
          leftSection={<PlusIcon size={18} />}
          aria-label={t`Voeg een waarde toe aan ${claim}`}
          onClick={onAdd}
        >
          <Trans>Voeg een waarde toe</Trans>
        </Button>
      </div>
    </div>
  )
}
