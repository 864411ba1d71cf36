import {
  Button,
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  Input,
  type MantineColorsTuple,
  Modal,
  Tooltip,
} from "@mantine/core";

// Mantine draws with the tokens of tokens.css: its own palette only fills the slots that we do not use.
const petrol: MantineColorsTuple = [
  "#e0eff2",
  "#c4e0e6",
  "#9dccd6",
  "#74b6c4",
  "#4b9fb1",
  "#2a879b",
  "#0b6477",
  "#0a5868",
  "#084a58",
  "#063b47",
];

const night: MantineColorsTuple = [
  "#e7e9ea",
  "#c9ced1",
  "#a9b1b7",
  "#959ea5",
  "#434b53",
  "#2c3238",
  "#1b1f23",
  "#1b1f23",
  "#14171a",
  "#0e1012",
];

export const theme = createTheme({
  fontFamily: "var(--font)",
  fontFamilyMonospace: "var(--mono)",
  primaryColor: "petrol",
  colors: { petrol, dark: night },
  defaultRadius: 5,
  focusRing: "auto",
  fontSizes: { xs: "12px", sm: "13.5px", md: "13.5px", lg: "16px", xl: "20px" },
  variantColorResolver: (input) => {
    if (input.variant === "filled" && (!input.color || input.color === "petrol")) {
      return {
        background: "var(--accent)",
        hover: "var(--accent-hover)",
        color: "var(--on-accent)",
        border: "1px solid var(--accent)",
      };
    }
    if (input.variant === "subtle") {
      return {
        background: "transparent",
        hover: "var(--surface-2)",
        color: "var(--text-2)",
        border: "1px solid transparent",
      };
    }
    return defaultVariantColorsResolver(input);
  },
  components: {
    Button: Button.extend({
      defaultProps: { variant: "default" },
      vars: (_theme, { size }) => ({
        root: size?.startsWith("compact")
          ? {}
          : { "--button-height": "30px", "--button-fz": "13.5px", "--button-padding-x": "11px" },
      }),
      styles: { root: { fontWeight: 500 } },
    }),
    Input: Input.extend({
      vars: () => ({ wrapper: { "--input-height": "32px", "--input-size": "32px", "--input-fz": "13.5px" } }),
    }),
    Modal: Modal.extend({ defaultProps: { radius: 10, centered: true } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, withArrow: true } }),
  },
});

export const cssVariablesResolver: CSSVariablesResolver = () => {
  const shared = {
    "--mantine-color-body": "var(--surface)",
    "--mantine-color-text": "var(--text)",
    "--mantine-color-dimmed": "var(--text-2)",
    "--mantine-color-placeholder": "var(--text-3)",
    "--mantine-color-default": "var(--surface)",
    "--mantine-color-default-hover": "var(--surface-2)",
    "--mantine-color-default-color": "var(--text)",
    "--mantine-color-default-border": "var(--line-strong)",
    "--mantine-color-anchor": "var(--accent)",
    "--mantine-color-error": "var(--neg)",
    "--mantine-primary-color-filled": "var(--accent)",
    "--mantine-primary-color-filled-hover": "var(--accent-hover)",
    "--mantine-primary-color-contrast": "var(--on-accent)",
    "--mantine-primary-color-light": "var(--accent-soft)",
    "--mantine-primary-color-light-color": "var(--accent)",
    "--mantine-line-height": "1.45",
  };
  return { variables: {}, light: shared, dark: shared };
};
