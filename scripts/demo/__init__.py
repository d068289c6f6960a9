"""The parts of the generator of the sample exports."""
