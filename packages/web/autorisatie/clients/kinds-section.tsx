import type { CareRelationKind } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../../ui/api/client.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { useFields } from '../../ui/fields/use-fields.ts'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { PlusIcon } from '../../ui/parts/icons.tsx'
import { Section } from '../../ui/parts/page.tsx'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import { Answer } from '../../ui/parts/states.tsx'
import { relationKindsKey, useRelationKinds } from '../grants/queries.ts'
import classes from '../parts/parts.module.css'

/** The kinds of care relation that the customer uses. */
export function RelationKindsSection({ mayChange }: { mayChange: boolean }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const kinds = useRelationKinds()
  const [adding, setAdding] = useState(false)
  const retire = useMutation({
    mutationFn: ({ key, version, retired }: CareRelationKind) =>
      post<CareRelationKind>(`/care-relation-kinds/${key}`, { version, retired: !retired }),
    onSettled: () => queries.invalidateQueries({ queryKey: relationKindsKey }),
  })
  return (
    <Section
      title={t`Soorten zorgrelatie`}
      action={
        mayChange && (
          <Button size="sm" variant="default" leftSection={<PlusIcon size={18} />} onClick={() => setAdding(true)}>
            <Trans>Voeg soort toe</Trans>
          </Button>
        )
      }
    >
      <Answer query={kinds}>
        {({ items }) => (
          <ul className={classes.items}>
            {items.map((kind) => (
              <li key={kind.key}>
                <div>
                  <p className={classes.itemName}>{kind.name}</p>
                  <p className={classes.soft}>
                    {kind.exclusive ? <Trans>één tegelijk per cliënt</Trans> : <Trans>meer tegelijk mag</Trans>}
                    {kind.retired && (
                      <>
                        {' · '}
                        <Trans>niet meer in gebruik</Trans>
                      </>
                    )}
                  </p>
                </div>
                {mayChange && (
                  <Button
                    size="sm"
                    variant="default"
                    loading={retire.isPending && retire.variables.key === kind.key}
                    onClick={() => retire.mutate(kind)}
                  >
                    {kind.retired ? <Trans>Neem weer in gebruik</Trans> : <Trans>Niet meer gebruiken</Trans>}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Answer>
      {retire.error && <ProblemNote problem={asProblem(retire.error)} />}
      {adding && <NewKind onClose={() => setAdding(false)} />}
    </Section>
  )
}

function NewKind({ onClose }: { onClose: () => void }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const add = useMutation({
    mutationFn: (body: object) => post<CareRelationKind>('/care-relation-kinds', body),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: relationKindsKey })
      onClose()
    },
  })
  const fields = useFields({ name: '', exclusive: false }, add.error ? asProblem(add.error) : null)
  const submit = () => {
    const name = fields.values.name.trim()
    const key = keyOf(name)
    if (fields.refuse(key ? {} : { name: t`Geef de soort een naam.` })) return
    add.mutate({ key, name, exclusive: fields.values.exclusive })
  }
  return (
    <FormDialog
      open
      title={t`Voeg soort zorgrelatie toe`}
      submit={<Trans>Voeg toe</Trans>}
      busy={add.isPending}
      error={add.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput label={t`Naam`} autoComplete="off" maxLength={80} {...fields.text('name')} />
      <Checkbox
        label={t`Een cliënt heeft er hoogstens één tegelijk`}
        description={t`Dit verandert later niet meer.`}
        {...fields.tick('exclusive')}
      />
    </FormDialog>
  )
}

/** The key of a name: lower case letters and hyphens. */
const keyOf = (name: string) =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 41)
