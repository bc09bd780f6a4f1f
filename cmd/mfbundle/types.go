package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/mfbundle/mfbundle/pkg/runtime"
)

func newTypes() *cobra.Command {
	return &cobra.Command{
		Use:     "types",
		Short:   "Print the TypeScript declarations of mfbundle/runtime",
		Long:    "Prints a declaration file for the module \"mfbundle/runtime\". Write it into the project, where tsconfig.json includes it.",
		Example: "  mfbundle types > src/mfbundle-runtime.d.ts",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprint(cmd.OutOrStdout(), runtime.Types)
			return err
		},
	}
}
