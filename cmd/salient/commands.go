package main

import "github.com/spf13/cobra"

// commands returns every command, in the order that help lists them.
func commands(a *app) []*cobra.Command {
	return []*cobra.Command{
		newImportCommand(a),
		newSyncCommand(a),
		newWatchCommand(a),
		newSourcesCommand(a),
		newHeldCommand(a),
		newChangeCommand(a),
		newRecordsCommand(a),
		newTrendCommand(a),
		newAgreeCommand(a),
		newFrontCommand(a),
		newExportCommand(a),
		newOverlayCommand(a),
		newPlaceCommand(a),
		newWhereCommand(a),
		newSettlementsCommand(a),
		newCheckCommand(a),
		newTalksCommand(a),
		newServeCommand(a),
		newTokenCommand(a),
		newPublishCommand(a),
		newFiguresCommand(a),
		newBriefCommand(a),
		newChartCommand(a),
		newMapCommand(a),
	}
}
