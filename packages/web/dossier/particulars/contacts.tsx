import type { ClientDetail, ContactPerson } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { create, post } from '../../ui/api/client.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { useAttempt } from '../../ui/api/use-attempt.ts'
import { useFields } from '../../ui/fields/use-fields.ts'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { Section } from '../../ui/parts/page.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { clientKey } from '../queries.ts'
import classes from './particulars.module.css'

type Role = ContactPerson['roles'][number]

function useRoleNames(): Record<Role, string> {
  const { t } = useLingui()
  return {
    'first-contact': t`eerste contactpersoon`,
    'legal-representative': t`wettelijk vertegenwoordiger`,
    contact: t`contactpersoon`,
  }
}

interface ContactsSectionProps {
  client: ClientDetail
  mayChange: boolean
}

export function ContactsSection({ client, mayChange }: ContactsSectionProps) {
  const { t } = useLingui()
  const names = useRoleNames()
  const [editing, setEditing] = useState<ContactPerson | 'new'>()
  const [ending, setEnding] = useState<ContactPerson>()
  return (
    <Section
      title={t`Contactpersonen`}
      action={
        mayChange && (
          <Button size="sm" variant="default" className="no-print" onClick={() => setEditing('new')}>
            <Trans>Voeg contactpersoon toe</Trans>
          </Button>
        )
      }
    >
      {client.contacts.length === 0 && (
        <p className={classes.none}>
          <Trans>Er is nog niemand om te bellen.</Trans>
        </p>
      )}
      <ul className={classes.items}>
        {client.contacts.map((contact) => (
          <li key={contact.id}>
            <div>
              <p className={classes.itemName}>
                {contact.name}
                {contact.relation && <span className={classes.soft}>{contact.relation}</span>}
              </p>
              <p className={classes.soft}>{contact.roles.map((role) => names[role]).join(', ')}</p>
              <p className={classes.reach}>
                {contact.phone && <a href={`tel:${contact.phone.replace(/[^\d+]/g, '')}`}>{contact.phone}</a>}
                {contact.email && <a href={`mailto:${contact.email}`}>{contact.email}</a>}
              </p>
            </div>
            {mayChange && (
              <div className={`${classes.buttons} no-print`}>
                <Button
                  size="sm"
                  variant="default"
                  aria-label={t`Wijzig ${contact.name}`}
                  onClick={() => setEditing(contact)}
                >
                  <Trans>Wijzig</Trans>
                </Button>
                <Button
                  size="sm"
                  variant="default"
                  aria-label={t`Haal weg: ${contact.name}`}
                  onClick={() => setEnding(contact)}
                >
                  <Trans>Haal weg</Trans>
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {editing && (
        <ContactDialog
          key={editing === 'new' ? 'new' : editing.id}
          clientId={client.id}
          contact={editing === 'new' ? undefined : editing}
          position={client.contacts.length + 1}
          onClose={() => setEditing(undefined)}
        />
      )}
      {ending && <EndContact clientId={client.id} contact={ending} onClose={() => setEnding(undefined)} />}
    </Section>
  )
}

interface ContactDialogProps {
  clientId: string
  contact: ContactPerson | undefined
  position: number
  onClose: () => void
}

function ContactDialog({ clientId, contact, position, onClose }: ContactDialogProps) {
  const { t } = useLingui()
  const names = useRoleNames()
  const toasts = useToasts()
  const queries = useQueryClient()
  const attempt = useAttempt()
  const [version, setVersion] = useState(contact?.version ?? 1)
  const [roles, setRoles] = useState<Role[]>(contact?.roles ?? ['contact'])
  const save = useMutation({
    mutationFn: (body: Record<string, unknown>) => {
      if (contact) return post(`/clients/${clientId}/contacts/${contact.id}`, { version, ...body })
      const made = { id: attempt.idFor(body), ...body, position: Math.min(position, 50) }
      return create(`/clients/${clientId}/contacts`, made)
    },
    onSuccess: async () => {
      toasts.show(t`De contactpersoon is bewaard.`)
      await queries.invalidateQueries({ queryKey: clientKey(clientId), exact: true })
      onClose()
    },
    onError: (error) => {
      const current = asProblem(error).current as ContactPerson | undefined
      if (current) setVersion(current.version)
    },
  })
  const fields = useFields(
    {
      name: contact?.name ?? '',
      relation: contact?.relation ?? '',
      phone: contact?.phone ?? '',
      email: contact?.email ?? '',
    },
    save.error ? asProblem(save.error) : null,
  )
  const submit = () => {
    const { name, relation, phone, email } = fields.values
    if (fields.refuse(name.trim() === '' ? { name: t`Vul een naam in.` } : {})) return
    const text = (value: string) => value.trim() || null
    save.mutate({ name: name.trim(), relation: text(relation), roles, phone: text(phone), email: text(email) })
  }
  return (
    <FormDialog
      open
      title={contact ? t`Wijzig contactpersoon` : t`Voeg contactpersoon toe`}
      submit={<Trans>Bewaar</Trans>}
      busy={save.isPending}
      error={save.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput label={t`Naam`} maxLength={160} autoComplete="off" {...fields.text('name')} />
      <TextInput
        label={t`Relatie`}
        description={t`Bijvoorbeeld dochter, partner, buurman`}
        maxLength={60}
        autoComplete="off"
        {...fields.text('relation')}
      />
      <Checkbox.Group label={t`Rol`} value={roles} onChange={(value) => setRoles(value as Role[])}>
        <Stack gap="xs" mt="xs">
          {(Object.keys(names) as Role[]).map((role) => (
            <Checkbox key={role} value={role} label={names[role]} />
          ))}
        </Stack>
      </Checkbox.Group>
      <TextInput label={t`Telefoon`} type="tel" maxLength={30} autoComplete="off" {...fields.text('phone')} />
      <TextInput label={t`E-mail`} type="email" maxLength={200} autoComplete="off" {...fields.text('email')} />
    </FormDialog>
  )
}

function EndContact({ clientId, contact, onClose }: { clientId: string; contact: ContactPerson; onClose: () => void }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const end = useMutation({
    mutationFn: () => post(`/clients/${clientId}/contacts/${contact.id}`, { version: contact.version, ended: true }),
    onSuccess: async () => {
      toasts.show(t`De contactpersoon is weggehaald.`)
      await queries.invalidateQueries({ queryKey: clientKey(clientId), exact: true })
      onClose()
    },
  })
  return (
    <FormDialog
      open
      grave
      title={t`Haal contactpersoon weg`}
      submit={<Trans>Haal weg</Trans>}
      busy={end.isPending}
      error={end.error}
      onSubmit={() => end.mutate()}
      onClose={onClose}
    >
      <p>
        <Trans>{contact.name} staat dan niet meer bij deze cliënt.</Trans>
      </p>
    </FormDialog>
  )
}
