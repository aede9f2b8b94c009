using ArticleApi.Commands;

return await CommandLine.Of(args).InvokeAsync();
