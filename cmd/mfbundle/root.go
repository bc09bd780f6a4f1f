package main

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/mfbundle/mfbundle/pkg/config"
)

type flagType = pflag.Flag

// newRoot makes the tree of commands. Every command is in this list; none adds
// itself.
func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "mfbundle",
		Short: "A JavaScript bundler for Module Federation",
		Long: "mfbundle bundles JavaScript, TypeScript and CSS as federation.yaml says, and shares\n" +
			"packages and modules between builds with Module Federation.",
		// Errors and usage are printed in one form by run.
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.AddCommand(
		newAnalyze(),
		newBuild(),
		newCache(),
		newDoctor(),
		newExplain(),
		newInit(),
		newMigrate(),
		newResolve(),
		newSchema(),
		newSemver(), newTypes(),
		newVersion(),
		newWatch(),
	)
	return root
}

// version is the version of the binary: a release tag when it was installed as
// a module, else "dev" with the commit it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "dev"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return "dev-" + s.Value[:12]
		}
	}
	return "dev"
}

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Print the version", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprintln(cmd.OutOrStdout(), "mfbundle", version())
			return err
		},
	}
}

func newSchema() *cobra.Command {
	var markdown bool
	cmd := &cobra.Command{
		Use: "schema", Short: "Print the JSON Schema of federation.yaml", Args: cobra.NoArgs,
		Long: "Prints the JSON Schema (draft 2020-12) of federation.yaml, for editors:\n\n" +
			"  mfbundle schema > federation.schema.json\n\nand as the first line of federation.yaml\n\n" +
			"  # yaml-language-server: $schema=./federation.schema.json",
		RunE: func(cmd *cobra.Command, _ []string) error {
			if markdown {
				_, err := fmt.Fprint(cmd.OutOrStdout(), config.Reference())
				return err
			}
			text, err := config.Schema()
			if err == nil {
				_, err = cmd.OutOrStdout().Write(append(text, '\n'))
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&markdown, "markdown", false, "print the reference of all keys as Markdown instead")
	return cmd
}
