import type { AccessClient, FamilyAccess } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Checkbox, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { asProblem } from '../../ui/api/problem.ts'
import { useFields } from '../../ui/fields/use-fields.ts'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import classes from '../parts/parts.module.css'
import { EndButton, Listing } from './listing.tsx'
import { PeriodFields, periodOf, useReadPeriod } from './period-fields.tsx'
import { useAddition } from './queries.ts'
import { useWords } from './words.ts'

/** Family and representatives who may read along. */
export function FamilySection({ client }: { client: AccessClient }) {
  const { t } = useLingui()
  const words = useWords()
  const [adding, setAdding] = useState(false)
  const may = client.may.includes('family:grant')
  const nameOf = (family: FamilyAccess) => family.contact.name ?? t`een contactpersoon`
  return (
    <>
      <Listing
        title={t`Familie en vertegenwoordigers`}
        explanation={
          <Trans>
            Wie mee mag lezen, op welke grond. Er meldt zich nog niemand mee aan: het familieportaal komt later.
          </Trans>
        }
        none={<Trans>Niemand leest mee.</Trans>}
        items={client.family}
        add={may ? { label: t`Geef toegang`, onAdd: () => setAdding(true) } : undefined}
        line={(family) => (
          <>
            <p className={classes.itemName}>
              {nameOf(family)} <span className={classes.soft}>{family.contact.relation}</span>
            </p>
            <p>
              {words.familyGround[family.ground]}
              {family.document && ` (${family.document})`}
            </p>
            <p>{family.parts.map((part) => words.familyPart[part]).join(', ')}</p>
          </>
        )}
        actions={
          may
            ? (family) => (
                <EndButton
                  client={client}
                  path={`family/${family.id}`}
                  version={family.version}
                  title={t`Beëindig meelezen`}
                  label={t`Beëindig het meelezen van ${nameOf(family)}`}
                >
                  <p>
                    <Trans>{nameOf(family)} leest dan niet meer mee.</Trans>
                  </p>
                </EndButton>
              )
            : undefined
        }
      />
      {adding && <FamilyDialog client={client} onClose={() => setAdding(false)} />}
    </>
  )
}

function FamilyDialog({ client, onClose }: { client: AccessClient; onClose: () => void }) {
  const { t } = useLingui()
  const words = useWords()
  const toasts = useToasts()
  const readPeriod = useReadPeriod()
  const [parts, setParts] = useState<string[]>([])
  const add = useAddition(client, 'family', () => {
    toasts.show(t`Het meelezen is vastgelegd.`)
    onClose()
  })
  const fields = useFields(
    { contactId: '', ground: '', parts: '', document: '', from: t`vandaag`, until: '' },
    add.error ? asProblem(add.error) : null,
  )
  const submit = () => {
    const { contactId, ground, document } = fields.values
    const { errors, period } = readPeriod(fields.values)
    const found = {
      ...errors,
      ...(contactId ? {} : { contactId: t`Kies een contactpersoon.` }),
      ...(ground ? {} : { ground: t`Kies de grond.` }),
      ...(parts.length ? {} : { parts: t`Kies wat deze persoon mag lezen.` }),
    }
    if (fields.refuse(found)) return
    add.mutate({ contactId, ground, parts, ...(document.trim() ? { document: document.trim() } : {}), ...period })
  }
  const contacts = client.contacts.map(({ id, name, relation }) => ({
    value: id,
    label: relation ? `${name} (${relation})` : name,
  }))
  return (
    <FormDialog
      open
      title={t`Geef toegang`}
      submit={<Trans>Geef toegang</Trans>}
      busy={add.isPending}
      error={add.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {contacts.length === 0 && (
        <p>
          <Trans>Deze cliënt heeft nog geen contactpersonen. Voeg er eerst een toe in het dossier.</Trans>
        </p>
      )}
      <NativeSelect
        label={t`Contactpersoon`}
        {...fields.text('contactId')}
        data={[{ value: '', label: t`Kies…` }, ...contacts]}
      />
      <NativeSelect
        label={t`Op welke grond`}
        {...fields.text('ground')}
        data={[
          { value: '', label: t`Kies…` },
          ...Object.entries(words.familyGround).map(([value, label]) => ({ value, label })),
        ]}
      />
      <Checkbox.Group
        label={t`Mag lezen`}
        value={parts}
        error={fields.error('parts')}
        onChange={(chosen) => {
          setParts(chosen)
          fields.set('parts', String(chosen.length))
        }}
      >
        <Stack gap="xs" mt={4}>
          {Object.entries(words.familyPart).map(([value, label]) => (
            <Checkbox key={value} value={value} label={label} />
          ))}
        </Stack>
      </Checkbox.Group>
      <TextInput
        label={t`Waaruit blijkt het? (mag leeg)`}
        description={t`Bijvoorbeeld: beschikking van de rechtbank, 12-3-2026`}
        autoComplete="off"
        maxLength={120}
        {...fields.text('document')}
      />
      <PeriodFields {...periodOf(fields)} />
    </FormDialog>
  )
}
