using ArticleApi.Cli;

BatchRuntime.Enter(args);
return await CommandLineApp.RunAsync(args);
