import type { Grant } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { asProblem } from '../../ui/api/problem.ts'
import { momentInWords } from '../../ui/formats/dates.ts'
import { type Column, DataTable } from '../../ui/parts/data-table.tsx'
import { Page, Section } from '../../ui/parts/page.tsx'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import { Answer } from '../../ui/parts/states.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import { untilInWords } from '../parts/days.ts'
import classes from '../parts/parts.module.css'
import { EndTogether } from './bulk-end.tsx'
import { previewWithdrawal, useBatch } from './queries.ts'
import { Day, Reach } from './reach.tsx'

/** What was given in one go, as it stands now, and the way to end all of it. */
export default function BatchPage() {
  const { t } = useLingui()
  const { batchId = '' } = useParams()
  const { may } = useSignedIn()
  const batch = useBatch(batchId)
  const preview = useMutation({ mutationFn: previewWithdrawal })
  const columns: Column<Grant>[] = [
    {
      key: 'person',
      head: t`Medewerker`,
      names: true,
      cell: ({ person }) => (
        <Link className={classes.link} to={`/medewerkers/${person.id}`}>
          {person.name}
        </Link>
      ),
    },
    { key: 'role', head: t`Rol`, cell: (grant) => grant.role.name },
    { key: 'reach', head: t`Bereik`, cell: (grant) => <Reach grant={grant} /> },
    {
      key: 'until',
      head: t`Tot`,
      cell: (grant) => <Day text={grant.until ? untilInWords(grant.until) : t`geen einde`} />,
    },
    {
      key: 'state',
      head: t`Stand`,
      cell: ({ state }) =>
        state === 'ended' ? (
          <Trans>beëindigd</Trans>
        ) : state === 'coming' ? (
          <Trans>komt nog</Trans>
        ) : (
          <Trans>werkt</Trans>
        ),
    },
  ]
  return (
    <Page title={t`Samen gegeven rollen`}>
      <Answer query={batch}>
        {({ grantedBy, grantedAt, items }) => {
          const when = momentInWords(grantedAt)
          const by = grantedBy ?? t`de inrichting`
          const open = items.some((grant) => grant.state !== 'ended')
          return (
            <>
              <p className={classes.lead}>
                <Trans>
                  {by} gaf deze {items.length} rollen in één keer, {when}.
                </Trans>
              </p>
              <div className={classes.card}>
                <DataTable
                  caption={t`Samen gegeven rollen`}
                  columns={columns}
                  rows={items}
                  rowKey={(grant) => grant.id}
                />
              </div>
              {open && may('access:grant') && !preview.data && (
                <Button
                  mt="md"
                  variant="default"
                  loading={preview.isPending}
                  onClick={() => preview.mutate({ batchId })}
                >
                  <Trans>Trek alles in…</Trans>
                </Button>
              )}
              {preview.error && <ProblemNote problem={asProblem(preview.error)} />}
              {preview.data && (
                <Section title={t`Kijk na en beëindig`}>
                  <EndTogether preview={preview.data} request={{ batchId }} />
                </Section>
              )}
            </>
          )
        }}
      </Answer>
    </Page>
  )
}
