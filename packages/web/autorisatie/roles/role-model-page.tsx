import type { RoleModelLine, RoleModelPreview } from '@hoede/contract'
import { type Permission, permissionNames } from '@hoede/contract/vocabulary'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Group } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { post } from '../../ui/api/client.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { permissionName, serverText } from '../../ui/i18n/vocabulary.ts'
import { type Column, DataTable } from '../../ui/parts/data-table.tsx'
import { DownloadButton } from '../../ui/parts/download-button.tsx'
import { Note } from '../../ui/parts/note.tsx'
import { Page, Section } from '../../ui/parts/page.tsx'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import { FileField, Totals } from '../parts/file-import.tsx'
import classes from '../parts/parts.module.css'
import { rolesKey } from '../queries.ts'

/** All roles as one file: to keep, to compare, and to bring from test to production. */
export default function RoleModelPage() {
  const { t } = useLingui()
  const { may } = useSignedIn()
  return (
    <Page title={t`Rollen als bestand`}>
      <p className={classes.lead}>
        <Trans>
          Bewaar alle rollen met hun rechten in een bestand, of breng ze van de ene omgeving naar de andere,
          bijvoorbeeld van test naar productie. Wie welke rol heeft, staat er niet in.
        </Trans>
      </p>
      <Group gap="xs" mb="lg">
        <DownloadButton path="/role-model/yaml" fileName="rollen.yaml">
          <Trans>Download als YAML</Trans>
        </DownloadButton>
        <DownloadButton path="/role-model" fileName="rollen.json">
          <Trans>Download als JSON</Trans>
        </DownloadButton>
      </Group>
      {may('role:change') && <ReadIn />}
    </Page>
  )
}

function ReadIn() {
  const { t } = useLingui()
  const [content, setContent] = useState('')
  const preview = useMutation({
    mutationFn: (text: string) => post<RoleModelPreview>('/role-model/preview', { content: text }),
  })
  const choose = (text: string) => {
    preview.reset()
    setContent(text)
    if (text) preview.mutate(text)
  }
  return (
    <Section title={t`Bestand inlezen`}>
      <FileField
        label={<Trans>Bestand (YAML of JSON)</Trans>}
        accept=".yaml,.yml,.json,application/yaml,application/json"
        onText={choose}
      />
      {preview.error && <Wrong error={preview.error} />}
      {preview.data && content && <Preview key={content} preview={preview.data} content={content} />}
    </Section>
  )
}

function Wrong({ error }: { error: Error }) {
  const problem = asProblem(error)
  return (
    <ProblemNote problem={problem}>
      <ul>
        {problem.fields.map((field) => (
          <li key={field.path}>
            <strong>{field.path}</strong>: {serverText(field.message)}
          </li>
        ))}
      </ul>
    </ProblemNote>
  )
}

function Preview({ preview, content }: { preview: RoleModelPreview; content: string }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const read = useMutation({
    mutationFn: () => post<RoleModelPreview>('/role-model/import', { content }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: rolesKey }),
  })
  const { totals } = read.data ?? preview
  if (read.data) {
    return (
      <Note kind="done">
        <p role="status">
          <Trans>
            Ingelezen: {totals.new} nieuw, {totals.changed} gewijzigd, {totals.same} hetzelfde.
          </Trans>
        </p>
        <p>
          <Link className={classes.link} to="/rollen">
            <Trans>Naar de rollen</Trans>
          </Link>
        </p>
      </Note>
    )
  }
  const outcome: Record<RoleModelLine['outcome'], string> = {
    new: t`nieuw`,
    changed: t`gewijzigd`,
    same: t`hetzelfde`,
    absent: t`niet in het bestand; blijft zoals het is`,
    wrong: t`fout`,
  }
  const columns: Column<RoleModelLine>[] = [
    { key: 'name', head: t`Rol`, names: true, cell: (line) => line.name },
    {
      key: 'outcome',
      head: t`Wat er gebeurt`,
      cell: (line) => (
        <span className={line.outcome === 'wrong' ? classes.wrong : undefined}>
          {outcome[line.outcome]}
          {line.reason && <span className={classes.under}>{serverText(line.reason)}</span>}
        </span>
      ),
    },
    { key: 'added', head: t`Rechten erbij`, cell: (line) => <Rights names={line.added} /> },
    { key: 'removed', head: t`Rechten eraf`, cell: (line) => <Rights names={line.removed} /> },
    {
      key: 'holders',
      head: t`Medewerkers`,
      cell: (line) => <Plural value={line.holders} _0="niemand" one="# medewerker" other="# medewerkers" />,
    },
  ]
  return (
    <>
      <Totals
        counts={(['new', 'changed', 'same', 'wrong'] as const).map((each) => ({
          name: outcome[each],
          count: totals[each],
        }))}
      />
      {totals.wrong > 0 && (
        <Note kind="danger">
          <p>
            <Trans>Verbeter eerst de foute rollen in het bestand. Zolang er één fout is, wordt niets ingelezen.</Trans>
          </p>
        </Note>
      )}
      <DataTable
        caption={t`Rollen van het bestand`}
        columns={columns}
        rows={preview.items}
        rowKey={(line) => line.key}
      />
      {read.error && <Wrong error={read.error} />}
      <Button
        mt="md"
        disabled={totals.wrong > 0 || totals.new + totals.changed === 0}
        loading={read.isPending}
        onClick={() => read.mutate()}
      >
        <Plural value={totals.new + totals.changed} one="Lees # rol in" other="Lees # rollen in" />
      </Button>
    </>
  )
}

/** A file may name what does not exist: that shows as it stands there. */
const Rights = ({ names }: { names: readonly string[] }) =>
  names.length === 0 ? '–' : names.map((name) => (isPermission(name) ? permissionName(name) : name)).join(', ')

const isPermission = (name: string): name is Permission => (permissionNames as readonly string[]).includes(name)
