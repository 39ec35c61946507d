import { Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect } from '@mantine/core'
import { Link, useSearchParams } from 'react-router'
import { PlusIcon } from '../../ui/parts/icons.tsx'
import { Page } from '../../ui/parts/page.tsx'
import { Announce, Answer, Empty, Loading, MoreButton } from '../../ui/parts/states.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import { itemsOf, useCaseload } from '../queries.ts'
import classes from './caseload.module.css'
import { CaseloadRowItem } from './caseload-row.tsx'

/** The first screen: everybody now in care within one's reach, each with the way to writing. */
export default function CaseloadPage() {
  const { t } = useLingui()
  const { may } = useSignedIn()
  const [address, setAddress] = useSearchParams()
  const unit = address.get('eenheid') ?? undefined
  const caseload = useCaseload(unit)
  const everybody = useCaseload(undefined)
  const first = everybody.data?.pages[0]
  const total = first?.total ?? null
  const units = first?.units ?? []
  const rows = itemsOf(caseload.data)
  const complete = caseload.data !== undefined && !caseload.hasNextPage
  const count = unit ? (complete ? rows.length : null) : total
  const title = count === null ? t`Mijn cliënten` : t`Mijn cliënten (${count})`

  return (
    <Page
      title={title}
      action={
        <div className={classes.tools}>
          {units.length > 1 && (
            <NativeSelect
              aria-label={t`Team of locatie`}
              value={unit ?? ''}
              onChange={(event) => {
                const wanted = event.currentTarget.value
                setAddress(wanted ? { eenheid: wanted } : {}, { replace: true })
              }}
              data={[
                { value: '', label: t`Alle teams en locaties` },
                ...units.map((each) => ({ value: each.id, label: each.name })),
              ]}
            />
          )}
          {may('client:register') && (
            <Button component={Link} to="/clienten/nieuw" variant="default" leftSection={<PlusIcon size={18} />}>
              <Trans>Schrijf cliënt in</Trans>
            </Button>
          )}
        </div>
      }
    >
      <Answer query={caseload} loading={<Loading rows={8} height={72} />}>
        {() =>
          rows.length === 0 ? (
            <Empty title={unit ? t`Hier is nu niemand in zorg` : t`Je hebt nu geen cliënten`}>
              <Trans>
                Je ziet hier wie nu in zorg is bij jouw team of aan jou gekoppeld is. Mis je iemand? Vraag je teamleider
                om toegang. Oud-cliënten vind je met zoeken.
              </Trans>
            </Empty>
          ) : (
            <>
              <ul className={classes.list} aria-label={t`Cliënten`}>
                {rows.map((row) => (
                  <CaseloadRowItem key={row.id} row={row} withUnit={units.length > 1 && !unit} />
                ))}
              </ul>
              <MoreButton
                hasMore={caseload.hasNextPage}
                busy={caseload.isFetchingNextPage}
                failed={caseload.isFetchNextPageError}
                onMore={() => void caseload.fetchNextPage()}
              />
              <Announce>{t`${rows.length} cliënten in de lijst`}</Announce>
            </>
          )
        }
      </Answer>
    </Page>
  )
}
