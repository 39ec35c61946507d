import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { type CallOptions, download } from '../api/client.ts'
import { asProblem } from '../api/problem.ts'
import { DownloadIcon } from './icons.tsx'
import { ProblemNote } from './problem-note.tsx'

interface Props {
  /** Where the file is made, without /api. */
  path: string
  options?: CallOptions
  fileName: string
  children: ReactNode
}

/** Has a file made and saves it; what went wrong stands below the button. */
export function DownloadButton({ path, options, fileName, children }: Props) {
  const make = useMutation({
    mutationFn: () => download(path, options),
    onSuccess: (file) => {
      const address = URL.createObjectURL(file)
      Object.assign(document.createElement('a'), { href: address, download: fileName }).click()
      URL.revokeObjectURL(address)
    },
  })
  return (
    <>
      <Button
        size="sm"
        variant="default"
        leftSection={<DownloadIcon size={18} />}
        loading={make.isPending}
        onClick={() => make.mutate()}
      >
        {children}
      </Button>
      {make.error && <ProblemNote problem={asProblem(make.error)} />}
    </>
  )
}
