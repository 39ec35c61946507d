import type { ReactNode } from 'react'

interface IconProps {
  size?: number
}

/** A line drawing that says nothing by itself: a word always stands beside it. */
function Drawing({ size = 20, children }: IconProps & { children: ReactNode }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  )
}

export const SearchIcon = (props: IconProps) => (
  <Drawing {...props}>
    <circle cx="11" cy="11" r="6.5" />
    <path d="m20 20-4.2-4.2" />
  </Drawing>
)
export const PencilIcon = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M4 20l1-4.5L16.5 4a2.12 2.12 0 0 1 3 3L8 18.5z" />
    <path d="m14.5 6 3 3" />
  </Drawing>
)
export const StarIcon = (props: IconProps) => (
  <Drawing {...props}>
    <path fill="currentColor" d="m12 3.8 2.5 5.2 5.7.8-4.1 4 1 5.7-5.1-2.7-5.1 2.7 1-5.7-4.1-4 5.7-.8z" />
  </Drawing>
)
export const WarningIcon = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M12 4 2.8 19.5h18.4z" />
    <path d="M12 10v4.2M12 17v.01" />
  </Drawing>
)
export const HeartIcon = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M12 20S4 15.2 4 9.6A4.3 4.3 0 0 1 12 7.4a4.3 4.3 0 0 1 8 2.2C20 15.2 12 20 12 20z" />
  </Drawing>
)
export const FamilyIcon = (props: IconProps) => (
  <Drawing {...props}>
    <circle cx="8.5" cy="8" r="3" />
    <circle cx="16.5" cy="9.5" r="2.3" />
    <path d="M3 19c0-3 2.4-5 5.5-5s5.5 2 5.5 5M15.5 14.6c3 0 5.5 1.6 5.5 4.4" />
  </Drawing>
)
export const BackIcon = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M19 12H5m6-6-6 6 6 6" />
  </Drawing>
)
export const ChevronIcon = (props: IconProps) => (
  <Drawing {...props}>
    <path d="m6 9 6 6 6-6" />
  </Drawing>
)
export const CloseIcon = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M6 6l12 12M18 6 6 18" />
  </Drawing>
)
export const PlusIcon = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M12 5v14M5 12h14" />
  </Drawing>
)
export const CheckIcon = (props: IconProps) => (
  <Drawing {...props}>
    <path d="m5 12.5 4.5 4.5L19 7" />
  </Drawing>
)
export const InfoIcon = (props: IconProps) => (
  <Drawing {...props}>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 11v5.5M12 7.5v.01" />
  </Drawing>
)
export const PersonIcon = (props: IconProps) => (
  <Drawing {...props}>
    <circle cx="12" cy="8" r="4" />
    <path d="M4.5 20c.6-3.6 3.6-6 7.5-6s6.9 2.4 7.5 6" />
  </Drawing>
)
export const ClockIcon = (props: IconProps) => (
  <Drawing {...props}>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 7v5l3.5 2" />
  </Drawing>
)
export const ListIcon = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M8 6h12M8 12h12M8 18h12M4 6v.01M4 12v.01M4 18v.01" />
  </Drawing>
)
export const ReportIcon = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M6 3.5h9l4 4V20.5H6z" />
    <path d="M9.5 11h6M9.5 15h6" />
  </Drawing>
)
export const ChartIcon = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M4 4v16h16M7.5 15l4-5 3 3 5-6.5" />
  </Drawing>
)
export const CardIcon = (props: IconProps) => (
  <Drawing {...props}>
    <rect x="3" y="5" width="18" height="14" rx="2" />
    <circle cx="8.5" cy="11" r="2" />
    <path d="M5.5 16c.4-1.5 1.6-2.3 3-2.3s2.6.8 3 2.3M14 10h4M14 14h4" />
  </Drawing>
)
export const PrintIcon = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M7 9V4h10v5M7 17H4v-7h16v7h-3" />
    <path d="M7 14h10v6H7z" />
  </Drawing>
)
export const OfflineIcon = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M3 3l18 18M5 12.5a10 10 0 0 1 4-2.3M19 12.5a10 10 0 0 0-5.5-2.7M8.5 16a5 5 0 0 1 7 0M12 19.5v.01" />
  </Drawing>
)
export const DownloadIcon = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M12 4v11m-5-4.5 5 5 5-5M5 20h14" />
  </Drawing>
)
export const MessageIcon = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M4 5h16v11H11l-4.5 4v-4H4z" />
    <path d="M8 9.5h8M8 12.5h5" />
  </Drawing>
)
export const PhoneIcon = (props: IconProps) => (
  <Drawing {...props}>
    <path d="M5 4h4l1.8 4.5-2.3 1.6a12 12 0 0 0 5.4 5.4l1.6-2.3L20 15v4a1.5 1.5 0 0 1-1.6 1.5C10.6 20 4 13.4 3.5 5.6A1.5 1.5 0 0 1 5 4z" />
  </Drawing>
)
export const AppIcon = (props: IconProps) => (
  <Drawing {...props}>
    <rect x="6.5" y="3" width="11" height="18" rx="2" />
    <path d="M9.5 9h5M9.5 12h5M11 18h2" />
  </Drawing>
)
export const KeyIcon = (props: IconProps) => (
  <Drawing {...props}>
    <circle cx="8" cy="12" r="4" />
    <path d="M12 12h9M18 12v3.5M15 12v2.5" />
  </Drawing>
)
