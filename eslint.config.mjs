import { defineConfig } from "eslint/config";
import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import importX from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/** Who may import whom (docs/architecture.md). A folder that is not listed in `from` may be imported. */
const folders = ["asl", "cli", "compiler", "dsl", "infra", "operator", "simulator", "tasks", "workflows"];
const mayImport = {
  asl: [],
  dsl: [],
  compiler: ["asl", "dsl"],
  simulator: ["asl"],
  operator: ["dsl"],
  infra: ["asl", "compiler", "dsl", "tasks"],
  tasks: ["dsl"],
  workflows: ["dsl", "tasks"],
  cli: ["asl", "compiler", "dsl", "operator", "simulator"],
};

const zones = Object.entries(mayImport).map(([folder, allowed]) => ({
  target: `./${folder}`,
  from: folders.filter((other) => other !== folder && !allowed.includes(other)).map((other) => `./${other}`),
  message: `${folder}/ may import ${allowed.length === 0 ? "nothing of ours" : `only ${allowed.join(", ")}`}.`,
}));

export default defineConfig(
  { ignores: ["dist/", "build/", "cdk.out/", "coverage/", "test/**/fixtures/", "test/**/golden/", "**/.setpiece/"] },
  tseslint.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
    },
  },
  {
    files: ["**/*.ts", "**/*.mjs"],
    plugins: { "import-x": importX },
    settings: {
      "import-x/resolver-next": [
        createTypeScriptImportResolver({ conditionNames: ["setpiece:source", "types", "import", "default"] }),
      ],
      "import-x/parsers": { "@typescript-eslint/parser": [".ts"] },
    },
    rules: {
      "import-x/no-cycle": ["error", { ignoreExternal: true }],
      "import-x/no-restricted-paths": ["error", { zones, basePath: import.meta.dirname }],
      "import-x/no-default-export": "error",
    },
  },
  { files: ["*.config.ts", "*.config.mjs"], rules: { "import-x/no-default-export": "off" } },
  {
    files: ["test/**/*.ts", "workflows/**/*.ts"],
    rules: {
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
);
