package main

import (
	"fmt"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"github.com/mfbundle/mfbundle/pkg/config"
)

func newCache() *cobra.Command {
	cmd := &cobra.Command{
		Use: "cache", Short: "Look at what is kept between builds, or remove it",
		Long: "What is kept are answers of browserslist, in node_modules/.cache/mfbundle or where the key\n" +
			"cache.dir says; each counts for one day. Nothing else is kept on disk.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(
		cacheCommand("stat", "Print where it is, how large, and what is in it", statCache),
		cacheCommand("verify", "Check that it can be read; exit code 1 when not", verifyCache),
		cacheCommand("clean", "Remove it", cleanCache),
	)
	return cmd
}

// cacheCommand is one of the commands below cache: do is called for each folder.
func cacheCommand(name, short string, do func(cmd *cobra.Command, dir, shown string) error) *cobra.Command {
	cmd := &cobra.Command{
		Use: name + " [dir or config ...]", Short: short,
		RunE: func(cmd *cobra.Command, args []string) error {
			settings, err := readSettings(cmd)
			if err != nil {
				return err
			}
			set, _ := cmd.Flags().GetStringArray("set")
			settings.NoCache = true // looking at it must not fill it
			p := loadProject(paths(settings, args), settings, set)
			if p.builds == nil {
				_ = printDiagnostics(cmd.ErrOrStderr(), p.diags, colorOn(settings.Color, cmd.ErrOrStderr()), settings.Quiet)
				return exitUsage
			}
			return eachCache(cmd, p.builds, do)
		},
	}
	projectFlags(cmd)
	outputFlags(cmd)
	return cmd
}

// eachCache calls do for each folder that the builds keep something in.
func eachCache(cmd *cobra.Command, builds []*config.Config, do func(cmd *cobra.Command, dir, shown string) error) error {
	cwd, err := os.Getwd()
	if err != nil {
		cwd = "/"
	}
	var seen []string
	var failed error
	for _, b := range builds {
		if b.Cache == "" || slices.Contains(seen, b.Cache) {
			continue
		}
		seen = append(seen, b.Cache)
		if err := do(cmd, b.Cache, shown(cwd, b.Cache)); err != nil {
			failed = err
		}
	}
	if len(seen) == 0 {
		fmt.Fprintln(cmd.OutOrStdout(), "nothing is kept: the cache is off, or there is no node_modules")
	}
	return failed
}

func statCache(cmd *cobra.Command, dir, shown string) error {
	s, err := config.StatCache(dir)
	if err != nil {
		return cacheFailed(cmd, "read", shown, err)
	}
	text := "empty"
	switch {
	case s.Problem != "":
		text = fmt.Sprintf("%s, of no use: %s", size(int(s.Bytes)), s.Problem)
	case s.Bytes > 0:
		text = fmt.Sprintf("%s, %s of browserslist, %d of today", size(int(s.Bytes)), plural(s.Answers, "answer"), s.Fresh)
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%s: %s\n", shown, text)
	return nil
}

func verifyCache(cmd *cobra.Command, dir, shown string) error {
	s, err := config.StatCache(dir)
	if err != nil {
		return cacheFailed(cmd, "read", shown, err)
	}
	if s.Problem != "" {
		fmt.Fprintf(cmd.ErrOrStderr(), "error: %s cannot be used: %s\n  help: run mfbundle cache clean; builds take it for an empty one\n", shown, s.Problem)
		return exitFailed
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%s: ok, %s\n", shown, plural(s.Answers, "answer"))
	return nil
}

func cleanCache(cmd *cobra.Command, dir, shown string) error {
	s, err := config.StatCache(dir)
	if err == nil {
		err = config.CleanCache(dir)
	}
	if err != nil {
		return cacheFailed(cmd, "remove", shown, err)
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%s: removed %s\n", shown, size(int(s.Bytes)))
	return nil
}

func cacheFailed(cmd *cobra.Command, doing, shown string, err error) error {
	fmt.Fprintf(cmd.ErrOrStderr(), "error: could not %s %s: %s\n", doing, shown, reasonOf(err))
	return exitFailed
}
